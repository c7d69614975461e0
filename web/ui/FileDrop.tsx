import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'

type Props = {
  /** What may be given, as shown: 'PDF、Word、Excel，单个不超过 20 MB'. */
  hint: string
  accept: string
  multiple?: boolean
  disabled?: boolean
  /** Accessible name of the control. */
  label: string
  onFiles: (files: File[]) => void
}

/** A place to drop or choose files. It only hands them over: the screen sends them. */
export function FileDrop({ hint, accept, multiple, disabled, label, onFiles }: Props) {
  return (
    <Upload.Dragger
      accept={accept}
      multiple={multiple}
      disabled={disabled}
      showUploadList={false}
      aria-label={label}
      beforeUpload={(file, list) => {
        if (file === list[0]) onFiles([...list])
        return Upload.LIST_IGNORE
      }}
    >
      <p className="drop-icon">
        <InboxOutlined />
      </p>
      <p className="drop-text">拖到这里，或点击选择</p>
      <p className="drop-hint">{hint}</p>
    </Upload.Dragger>
  )
}

import {
  AlignCenterOutlined,
  AlignLeftOutlined,
  AlignRightOutlined,
  BoldOutlined,
  ClearOutlined,
  LinkOutlined,
  MinusOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  TableOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { useEditorState, type Editor } from '@tiptap/react'
import { Dropdown, Select } from 'antd'
import type { KeyboardEvent } from 'react'
import { Tool } from './Tool.tsx'
import { TableTools } from './TableTools.tsx'
import type { Align } from './extensions.ts'

const blocks = [
  { value: 0, label: '正文' },
  { value: 2, label: '一级标题' },
  { value: 3, label: '二级标题' },
  { value: 4, label: '三级标题' },
]

/** What holds at the cursor. */
function useMarks(editor: Editor) {
  return useEditorState({
    editor,
    selector: ({ editor: e }) => ({
      level: [2, 3, 4].find((level) => e.isActive('heading', { level })) ?? 0,
      bold: e.isActive('bold'),
      underline: e.isActive('underline'),
      bullet: e.isActive('bulletList'),
      ordered: e.isActive('orderedList'),
      link: e.isActive('link'),
      table: e.isActive('table'),
      align: (e.getAttributes('paragraph').align ?? e.getAttributes('heading').align ?? null) as Align | null,
      undo: e.can().undo(),
      redo: e.can().redo(),
    }),
  })
}

/** One row of tools; arrows move between them, as the toolbar pattern asks. */
export function Toolbar({ editor, onLink, onImage }: { editor: Editor; onLink: () => void; onImage: () => void }) {
  const on = useMarks(editor)
  const run = () => editor.chain().focus()
  const align = (to: Align) => () => {
    const next = on.align === to ? null : to
    run().updateAttributes('paragraph', { align: next }).updateAttributes('heading', { align: next }).run()
  }
  const level = (to: number): void => {
    if (to === 0) run().setParagraph().run()
    else
      run()
        .setHeading({ level: to as 2 | 3 | 4 })
        .run()
  }
  return (
    <div className="editor-tools" role="toolbar" aria-label="格式" onKeyDown={walk}>
      <Select
        size="small"
        variant="borderless"
        aria-label="段落样式"
        value={on.level}
        options={blocks}
        onChange={level}
        popupMatchSelectWidth={false}
        className="editor-level"
      />
      <Tool icon={BoldOutlined} label="加粗" on={on.bold} act={() => run().toggleBold().run()} />
      <Tool icon={UnderlineOutlined} label="下划线" on={on.underline} act={() => run().toggleUnderline().run()} />
      <i aria-hidden="true" />
      <Tool icon={UnorderedListOutlined} label="项目符号" on={on.bullet} act={() => run().toggleBulletList().run()} />
      <Tool icon={OrderedListOutlined} label="编号" on={on.ordered} act={() => run().toggleOrderedList().run()} />
      <Tool icon={AlignLeftOutlined} label="左对齐" on={on.align === 'left'} act={align('left')} />
      <Tool icon={AlignCenterOutlined} label="居中" on={on.align === 'center'} act={align('center')} />
      <Tool icon={AlignRightOutlined} label="右对齐" on={on.align === 'right'} act={align('right')} />
      <i aria-hidden="true" />
      <Tool icon={LinkOutlined} label="链接" on={on.link} act={onLink} />
      <Tool icon={PictureOutlined} label="图片" act={onImage} />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 't',
              label: '3 行 3 列，首行为表头',
              onClick: () => run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
            },
            {
              key: 'w',
              label: '5 行 5 列，首行为表头',
              onClick: () => run().insertTable({ rows: 5, cols: 5, withHeaderRow: true }).run(),
            },
          ],
        }}
      >
        <button type="button" className="tool" aria-label="插入表格" title="插入表格" aria-haspopup="menu">
          <TableOutlined />
        </button>
      </Dropdown>
      <Tool icon={MinusOutlined} label="分隔线" act={() => run().setHorizontalRule().run()} />
      <i aria-hidden="true" />
      <Tool icon={ClearOutlined} label="清除格式" act={() => run().unsetAllMarks().clearNodes().run()} />
      <Tool icon={UndoOutlined} label="撤销" disabled={!on.undo} act={() => run().undo().run()} />
      <Tool icon={RedoOutlined} label="重做" disabled={!on.redo} act={() => run().redo().run()} />
      {on.table && <TableTools editor={editor} />}
    </div>
  )
}

function walk(e: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key]
  if (!step || !(e.target instanceof HTMLButtonElement)) return
  const tools = [...e.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  tools[(tools.indexOf(e.target) + step + tools.length) % tools.length]?.focus()
}

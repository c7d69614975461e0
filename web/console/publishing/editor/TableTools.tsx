import {
  DeleteColumnOutlined,
  DeleteOutlined,
  DeleteRowOutlined,
  InsertRowAboveOutlined,
  InsertRowBelowOutlined,
  InsertRowLeftOutlined,
  InsertRowRightOutlined,
  MergeCellsOutlined,
  SplitCellsOutlined,
  TableOutlined,
} from '@ant-design/icons'
import type { Editor } from '@tiptap/react'
import { Tool } from './Tool.tsx'

/** Shown while the cursor stands in a table. */
export function TableTools({ editor }: { editor: Editor }) {
  const run = () => editor.chain().focus()
  return (
    <div className="table-tool-row" role="group" aria-label="表格">
      <span>表格</span>
      <Tool icon={InsertRowAboveOutlined} label="上方插入行" act={() => run().addRowBefore().run()} />
      <Tool icon={InsertRowBelowOutlined} label="下方插入行" act={() => run().addRowAfter().run()} />
      <Tool icon={InsertRowLeftOutlined} label="左侧插入列" act={() => run().addColumnBefore().run()} />
      <Tool icon={InsertRowRightOutlined} label="右侧插入列" act={() => run().addColumnAfter().run()} />
      <Tool
        icon={MergeCellsOutlined}
        label="合并单元格"
        disabled={!editor.can().mergeCells()}
        act={() => run().mergeCells().run()}
      />
      <Tool
        icon={SplitCellsOutlined}
        label="拆分单元格"
        disabled={!editor.can().splitCell()}
        act={() => run().splitCell().run()}
      />
      <Tool
        icon={TableOutlined}
        label="切换表头单元格"
        on={editor.isActive('tableHeader')}
        act={() => run().toggleHeaderCell().run()}
      />
      <Tool icon={DeleteRowOutlined} label="删除行" act={() => run().deleteRow().run()} />
      <Tool icon={DeleteColumnOutlined} label="删除列" act={() => run().deleteColumn().run()} />
      <Tool icon={DeleteOutlined} label="删除表格" act={() => run().deleteTable().run()} />
    </div>
  )
}

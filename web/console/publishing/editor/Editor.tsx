import { EditorContent, useEditor, type Editor as TipTap } from '@tiptap/react'
import { App } from 'antd'
import { useImperativeHandle, useRef, useState, type Ref } from 'react'
import { extensions } from './extensions.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { quotation } from './quotation.ts'
import { Toolbar } from './Toolbar.tsx'
import './editor.css'

export type EditorHandle = {
  /** Selects the nth place (from 0) of a quotation, in which runs of * stand for masked characters. */
  find(quote: string, nth?: number): boolean
  focus(): void
  insertImage(image: { src: string; alt: string; width: number | null; height: number | null }): void
}
type Props = {
  html: string
  onChange: (html: string) => void
  /** Sends pasted markup through the server's sanitiser. */
  clean: (html: string) => Promise<{ html: string; dropped: string[] }>
  onPickImage: () => void
  ref?: Ref<EditorHandle>
}

/** The body of a document. What it holds at mounting stays its own; give a new `key` to put in another text. */
export function Editor({ html, onChange, clean, onPickImage, ref }: Props) {
  const { message } = App.useApp()
  const [linking, setLinking] = useState(false)
  const own = useRef<TipTap | null>(null)
  const paste = async (dirty: string, plain: string): Promise<void> => {
    try {
      const { html: safe, dropped } = await clean(dirty)
      own.current?.chain().focus().insertContent(safe).run()
      if (dropped.length > 0) void message.info(`粘贴时去除了：${dropped.join('、')}`)
    } catch {
      own.current?.chain().focus().insertContent(paragraphs(plain)).run()
      void message.warning('没有连上服务器，已按纯文本粘贴；表格和格式请在恢复连接后重新粘贴')
    }
  }
  const editor = useEditor({
    extensions,
    content: html,
    injectCSS: false,
    onUpdate: ({ editor: e }) => onChange(e.isEmpty ? '' : e.getHTML()),
    editorProps: {
      attributes: { 'aria-label': '正文', 'aria-multiline': 'true', role: 'textbox', class: 'prose', id: 'bodyHtml' },
      handlePaste: (_view, event) => {
        const data = event.clipboardData
        if (!data) return false
        if (
          [...data.items].some((i) => i.kind === 'file' && i.type.startsWith('image/')) &&
          !data.getData('text/html')
        ) {
          void message.info('请用“图片”按钮上传图片，并填写图片说明')
          return true
        }
        const dirty = data.getData('text/html')
        if (!dirty) return false
        void paste(dirty, data.getData('text/plain'))
        return true
      },
      handleDrop: (_view, event) =>
        (event as DragEvent).dataTransfer?.files.length
          ? (void message.info('请用“图片”按钮或附件栏上传文件'), true)
          : false,
    },
  })
  own.current = editor
  useImperativeHandle(
    ref,
    () => ({
      find: (quote, nth = 0) => select(own.current, quote, nth),
      focus: () => own.current?.commands.focus(),
      insertImage: ({ src, alt, width, height }) => {
        own.current
          ?.chain()
          .focus()
          .setImage({ src, alt, ...(width && height ? { width, height } : {}) })
          .run()
      },
    }),
    [],
  )
  if (!editor) return null
  return (
    <div className="editor">
      <Toolbar editor={editor} onLink={() => setLinking(true)} onImage={onPickImage} />
      <EditorContent editor={editor} />
      <LinkDialog open={linking} editor={editor} onClose={() => setLinking(false)} />
    </div>
  )
}

const paragraphs = (text: string) =>
  text
    .split(/\r?\n/)
    .filter((l) => l.trim() !== '')
    .map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }))

/** Selects a place of the quotation and brings it into sight. */
function select(editor: TipTap | null, quote: string, nth: number): boolean {
  if (!editor || quote === '') return false
  const places: { from: number; to: number }[] = []
  editor.state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    for (const m of node.textContent.matchAll(quotation(quote)))
      places.push({ from: pos + 1 + m.index, to: pos + 1 + m.index + m[0].length })
    return false
  })
  const place = places[nth] ?? places[0]
  if (!place) return false
  editor.chain().setTextSelection(place).scrollIntoView().focus().run()
  return true
}

import { Extension, type Extensions } from '@tiptap/core'
import Image from '@tiptap/extension-image'
import { TableKit } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'

export const aligns = ['left', 'center', 'right', 'justify'] as const
export type Align = (typeof aligns)[number]

/** Alignment as a class: public pages carry no style attribute, so the editor must not either. */
const ClassAlign = Extension.create({
  name: 'classAlign',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading'],
      attributes: {
        align: {
          default: null,
          parseHTML: (el) => aligns.find((a) => el.classList.contains(`align-${a}`)) ?? null,
          renderHTML: ({ align }) => (align ? { class: `align-${align}` } : {}),
        },
      },
    },
  ],
})

/** What a document of the district may hold; the server's sanitiser allows the same. */
export const extensions: Extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    code: false,
    codeBlock: false,
    link: { openOnClick: false, autolink: true, defaultProtocol: 'https', HTMLAttributes: { rel: null, target: null } },
  }),
  ClassAlign,
  Image.configure({ inline: false, allowBase64: false }),
  TableKit.configure({ table: { resizable: false } }),
]

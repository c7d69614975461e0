// The words inside .docx, .xlsx and .pptx, read in memory, so that a marked file is refused before it is kept.
import { strFromU8, unzipSync } from 'fflate'
import { refuser } from '../../kernel/refusal.ts'

const OFFICE = /officedocument/
const PARTS =
  /^(?:word\/(?:document|header\d*|footer\d*|footnotes)|xl\/(?:sharedStrings|worksheets\/sheet\d+)|ppt\/slides\/slide\d+|docProps\/(?:core|app))\.xml$/
const PART_MAX = 30_000_000
const TOTAL_MAX = 80_000_000
const PARTS_MAX = 300
const refuse = refuser({
  'checks.unreadable': ['invalid', '“{name}”打不开或展开后过大，不能检查其中是否有涉密标志，请重新导出后再上传'],
})

/** A line per paragraph, cell or slide text; '' for other types of file. Bounded against archives that swell. */
export function officeText(name: string, mime: string, bytes: Uint8Array): string {
  if (!OFFICE.test(mime)) return ''
  try {
    let total = 0
    let parts = 0
    const files = unzipSync(bytes, {
      filter: (f) => {
        if (!PARTS.test(f.name)) return false
        total += f.originalSize
        parts++
        if (f.originalSize > PART_MAX || total > TOTAL_MAX || parts > PARTS_MAX) throw new Error('too large')
        return true
      },
    })
    return Object.values(files)
      .map((xml) => lines(strFromU8(xml)))
      .join('\n')
  } catch {
    return refuse('checks.unreadable', { name }, { file: '文件打不开或展开后过大' })
  }
}

const lines = (xml: string): string =>
  xml
    .replace(/<\/(?:w:p|a:p|si|row)>/g, '\n')
    .replace(/<w:tab\/>/g, '\t')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

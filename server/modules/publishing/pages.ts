// The public page of a document: looked up, then drawn by pages-document.ts.
import { wallClock } from '../../kernel/instant.ts'
import type { Tx } from '../../kernel/ctx.ts'
import { pathsOf } from '../sites/index.ts'
import { tag, type PageAnswer, type PageKind, type PageRequest } from '../sites/contract.ts'
import { documentPageKey, type PublishedDocument, type PublishedLine } from './contract.ts'
import { columnOf, crumbsTo } from './pages-channel.ts'
import { documentBody, sourceOf } from './pages-document.ts'
import { linesOfEntries, newestIn } from './pages-queries.ts'
import { publishedDocument } from './queries-public.ts'

const RELATED = 6

async function document(tx: Tx, request: PageRequest): Promise<PageAnswer> {
  const doc = await publishedDocument(tx, request.ref)
  const tags = [tag.document(request.ref)]
  if (!doc) return { type: 'gone', reason: null, title: null, tags }
  if (doc.withdrawal)
    return {
      type: 'gone',
      title: doc.title,
      reason: `发布机构已于${doc.withdrawal.on}撤回这条信息。${doc.withdrawal.notice}`,
      tags,
    }
  const { related, relatedBy } = await relatives(tx, request, doc)
  const entries = await entryPages(tx, doc)
  const channel = request.channel
  const column = channel
    ? columnOf(channel)
    : {
        kind: 'column' as const,
        name: doc.kindName,
        description: doc.kindName,
        keywords: doc.kindName,
        type: '信息公开',
      }
  const author = doc.facts.find((f) => f.key === 'author')?.value
  return {
    type: 'page',
    title: doc.title,
    print: true,
    styles: ['doc.css'],
    meta: {
      kind: 'article',
      column,
      title: doc.title,
      pubDate: wallClock(doc.publishedAt),
      source: sourceOf(doc),
      ...(author ? { author } : {}),
      ...(doc.keywords.length > 0 ? { keywords: doc.keywords.join(',') } : {}),
      ...(doc.summary ? { description: doc.summary } : {}),
    },
    crumbs: [...crumbsTo(request), { label: '正文', href: request.path }],
    body: documentBody({ doc, related, relatedBy, entryUrl: (id) => entries.get(id), column }),
    // What stands beside it leaves at once when it is withdrawn, and is looked up anew each day: a publication drops no other document's page.
    tags: [...tags, ...related.map((l) => tag.document(l.id)), tag.day, ...(entries.size > 0 ? [tag.catalog] : [])],
  }
}

/** Addresses of the document's entries in the public catalog; an entry that is in force no more has none. */
const entryPages = async (tx: Tx, doc: PublishedDocument): Promise<Map<string, string>> =>
  new Map(
    (
      await Promise.all(
        doc.entries.map(async (e) => [e.id, (await pathsOf(tx, 'catalogEntry', e.id))[0]?.path] as const),
      )
    ).filter((p): p is [string, string] => p[1] !== undefined),
  )

/** Of the same catalog entry; where it has none, the newest of the same channel. */
async function relatives(
  tx: Tx,
  { channel }: PageRequest,
  doc: PublishedDocument,
): Promise<{ related: PublishedLine[]; relatedBy: string }> {
  const others = (found: readonly PublishedLine[]) => found.filter((l) => l.id !== doc.id).slice(0, RELATED)
  const same =
    doc.entries.length > 0
      ? others(
          await linesOfEntries(
            tx,
            doc.entries.map((e) => e.id),
            RELATED + 1,
          ),
        )
      : []
  if (same.length > 0) return { related: same, relatedBy: '同一公开事项的信息' }
  return { related: channel ? others(await newestIn(tx, channel.id, RELATED + 1)) : [], relatedBy: '本栏目最新' }
}

export const documentKinds: readonly PageKind[] = [{ key: documentPageKey, render: document }]

import { sectionKinds } from '../../../server/modules/sites/contract.ts'
import { useApi } from '../hooks.ts'
import type { SectionView } from './SectionDrawer.tsx'

export type Rule = SectionView['channels'][number]['carries'][number]
export type RuleText = (rule: Rule) => string

/** A subscription in words; kinds and fields by their names once these are read. */
export function useRuleText(enabled: boolean): RuleText {
  const { kinds, fields } = useWords(enabled)
  const named = (list: readonly { key: string; name: string }[], keys: readonly string[]) =>
    keys.map((key) => list.find((one) => one.key === key)?.name ?? key).join('、')
  return (r) => {
    const place = r.sourceKinds.map((k) => sectionKinds[k]).join('、')
    const from = r.sourceChannel
      ? `“${r.sourceChannel}”栏目中的`
      : r.sourceClass
        ? `${place ? `${place}子站的` : '全部'}“${r.sourceClass}”类栏目中的`
        : place && `${place}子站中的`
    const facts = [
      from,
      r.organ && `由${r.organ}及其所属单位发布的`,
      r.kinds.length > 0 && `类型为${named(kinds, r.kinds)}的`,
      r.fields.length > 0 && `属于${named(fields, r.fields)}领域的`,
    ]
    return `${facts.filter(Boolean).join('、')}信息`
  }
}

export function useWords(enabled: boolean) {
  return {
    kinds: useApi('GET /api/publishing/kinds', { query: {} }, { enabled }).data?.kinds ?? [],
    fields: useApi('GET /api/standards/fields', undefined, { enabled }).data?.fields ?? [],
  }
}

import type { KindView } from '../../../server/modules/publishing/content.ts'
import { useApi } from '../hooks.ts'
import type { Choices } from './DraftForm.tsx'

export type KindInfo = { kind: KindView; choices: Choices }

/** The kinds as this organ may publish them, with the lists the forms choose from. */
export function useKinds(organId: string | undefined) {
  return useApi('GET /api/publishing/kinds', { query: { organId: organId ?? '' } }, { enabled: organId !== undefined })
}

export function useKind(key: string | undefined, organId: string | undefined): KindInfo | undefined {
  const { data } = useKinds(organId)
  const kind = data?.kinds.find((k) => k.key === key)
  return data && kind
    ? { kind, choices: { sources: data.sources, themes: data.classes.theme, genres: data.classes.genre } }
    : undefined
}

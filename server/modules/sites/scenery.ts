// What stands at the foot of a masthead: water for the district, lines for departments, hills for towns, roofs for communities.
import { type Html, raw } from '../../kernel/html.ts'
import type { SectionKind } from './contract.ts'

const waves =
  '<path class="far" d="M0 58c180-44 360 22 620 6s540-56 820-20v46H0z"/><path class="mid" d="M0 72c260-32 420 12 700 0s480-36 740-10v28H0z"/><path class="near" d="M0 84c300-14 520 4 760-3s460-16 680-4v13H0z"/>'
const hills =
  '<path class="far" d="M0 66C120 30 210 22 330 48s190 22 300-6 230-36 360-4 250 34 450-8v60H0z"/><path class="mid" d="M0 76c150-26 290-20 420-4s300 6 430-12 330-14 590 8v22H0z"/><path class="near" d="M0 86c300-10 520 2 760-2s460-10 680-2v8H0z"/>'
const columns = `<g transform="translate(-420)"><path class="far" d="M980 90V30h20v60zm44 0V30h20v60zm44 0V30h20v60zm44 0V30h20v60zm44 0V30h20v60zM960 26l130-24 130 24v6H960z"/></g><path class="mid" d="M0 84h1440v40H0z"/><path class="near" d="M0 96h1440v28H0z"/>`
const roofs =
  '<g transform="translate(-230)"><path class="far" d="M760 90V52l34-20 34 20v10l30-18 36 18V46l44-26 44 26v44zm330 0V58l40-24 40 24v8l36-20 40 20v24z"/><path class="mid" d="M640 90V68l30-16 30 16v6l36-20 40 20v16zm330 0V70l34-18 34 18v20zm250 0V66l38-20 38 20v24z"/></g><path class="near" d="M0 89h1440v35H0z"/>'
const SHAPES: Record<SectionKind, string> = {
  portal: waves,
  department: columns,
  town: hills,
  subdistrict: waves,
  community: roofs,
}

/** Water and hills stretch with the page; buildings keep their shape and stand on a ground that the menu covers. */
const flat = (kind: SectionKind): boolean => kind !== 'department' && kind !== 'community'

export const scenery = (kind: SectionKind): Html =>
  raw(
    `<svg class="scenery" viewBox="0 0 1440 ${flat(kind) ? 90 : 124}" preserveAspectRatio="${flat(kind) ? 'none' : 'xMaxYMax slice'}" aria-hidden="true">${SHAPES[kind]}</svg>`,
  )

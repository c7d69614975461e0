// What setting up an empty installation makes here: the one registered site over the chosen tree, closed until its go-live check.
import type { District, SetupPart } from '../people/index.ts'
import { SiteInput } from './contract.ts'
import { establishSite } from './store-establish.ts'

/** The host people will use, where PUBLIC_URL names one; the go-live check asks for the rest. */
const hostOf = (publicUrl: string): string => {
  const { hostname } = new URL(publicUrl)
  return /\.[a-z]{2,}$/i.test(hostname) ? hostname : 'www.example.gov.cn'
}

const siteOf = ({ name }: District, publicUrl: string) => {
  const government = /政府$/.test(name) ? name : `${name}人民政府`
  return SiteInput.parse({
    name: government,
    shortName: name.slice(0, 20),
    slogan: '',
    domain: hostOf(publicUrl),
    code: '',
    icp: '',
    police: '',
    organiser: `${government}办公室`,
    undertaker: '',
    contact: '',
    agencyMark: '',
    correctionUrl: '',
    emblemFileId: null,
  })
}

export const siteSetup: SetupPart = {
  key: 'site',
  label: '政府网站',
  about: '按机构树建立门户和各单位子站，核对开通清单后再对外开放',
  options: () => [],
  apply: async (tx, ctx, _chosen, district) => {
    await establishSite(tx, ctx, siteOf(district, ctx.config.PUBLIC_URL), false)
  },
}

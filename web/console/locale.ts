import type { ConfigProviderProps } from 'antd'
import zhCN from 'antd/es/locale/zh_CN.js'

type Locale = NonNullable<ConfigProviderProps['locale']>
// Its type says CommonJS, the bundler reads the ES module.
const zh = zhCN as unknown as Locale

/** antd's Chinese; the decade, year and month buttons of a calendar are named by what they show ('2026年'), not by another word. */
export const chinese: Locale = {
  ...zh,
  DatePicker: zh.DatePicker && {
    ...zh.DatePicker,
    lang: {
      ...zh.DatePicker.lang,
      yearSelect: undefined as never,
      monthSelect: undefined as never,
      decadeSelect: undefined as never,
    },
  },
}

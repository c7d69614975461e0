import type { ThemeConfig } from 'antd'

/** The hex values of tokens.css, because antd computes shades from them. */
export const palette = {
  'lake-950': '#06253f',
  'lake-800': '#0c4672',
  'lake-700': '#0e5a93',
  'lake-600': '#1270b5',
  'lake-100': '#dcebf7',
  'lake-50': '#f0f6fb',
  'reed-700': '#0b6b62',
  'reed-600': '#0f857a',
  'reed-100': '#d8f0ec',
  'seal-700': '#a3121f',
  'seal-600': '#c4202f',
  'seal-50': '#fdf1f1',
  'amber-700': '#8a5300',
  'amber-600': '#b26a00',
  'amber-100': '#fdf0d5',
  'ink-900': '#17222d',
  'ink-700': '#3b4855',
  'ink-500': '#5d6b78',
  line: '#e1e7ed',
  mist: '#f5f7f9',
} as const

const sans =
  '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif'

/** On a phone the targets grow to 44 px (WCAG 2.5.5, and thumbs). */
export const theme = (touch: boolean): ThemeConfig => ({
  token: {
    colorPrimary: palette['lake-700'],
    colorInfo: palette['lake-600'],
    colorLink: palette['lake-700'],
    colorLinkHover: palette['lake-600'],
    colorSuccess: palette['reed-700'],
    colorWarning: palette['amber-600'],
    colorError: palette['seal-600'],
    colorText: palette['ink-900'],
    colorTextSecondary: palette['ink-700'],
    colorTextTertiary: palette['ink-500'],
    colorTextDescription: palette['ink-500'],
    colorTextPlaceholder: palette['ink-500'],
    colorTextQuaternary: palette['ink-500'],
    colorBorder: '#cdd6de',
    colorBorderSecondary: palette.line,
    colorSplit: palette.line,
    colorBgLayout: palette.mist,
    borderRadius: 8,
    borderRadiusLG: 10,
    borderRadiusSM: 6,
    fontFamily: sans,
    fontSize: 14,
    lineHeight: 1.6,
    controlHeight: touch ? 44 : 34,
    controlHeightSM: touch ? 36 : 28,
    controlHeightLG: touch ? 48 : 42,
    wireframe: false,
    boxShadowTertiary: '0 1px 2px rgb(16 42 67 / 0.06)',
    motionDurationMid: '0.15s',
    motionDurationSlow: '0.2s',
  },
  components: {
    Table: {
      headerBg: '#fff',
      headerColor: palette['ink-500'],
      headerSplitColor: 'transparent',
      rowHoverBg: palette['lake-50'],
      cellPaddingBlock: 11,
      cellPaddingInline: 12,
    },
    Form: { itemMarginBottom: 20, labelColor: palette['ink-900'], verticalLabelPadding: '0 0 4px' },
    Modal: { titleFontSize: 17 },
    Tag: { defaultBg: palette['lake-50'], defaultColor: palette['lake-700'] },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Tabs: { horizontalItemPadding: '10px 0', titleFontSize: 14 },
  },
})

// Personal data leaves the module's queries in this form only.

/** '138****8000'; a landline keeps its last four digits. */
export const maskPhone = (phone: string): string =>
  phone === '' ? '' : /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-4)}`

/** 'z***@example.cn' */
export const maskEmail = (email: string): string =>
  email === '' ? '' : `${email.slice(0, 1)}***@${email.split('@')[1] ?? ''}`

/** What a browser calls itself, in words: 'Chrome · Windows'. */
export function deviceOf(agent: string): string {
  const of = (names: readonly (readonly [RegExp, string])[], other: string) =>
    names.find(([pattern]) => pattern.test(agent))?.[1] ?? other
  const browser = of(
    [
      [/MicroMessenger/, '微信'],
      [/Edg\//, 'Edge'],
      [/OPR\//, 'Opera'],
      [/Firefox\//, 'Firefox'],
      [/Chrome\//, 'Chrome'],
      [/Safari\//, 'Safari'],
    ],
    '其他程序',
  )
  const platform = of(
    [
      [/HarmonyOS/, '鸿蒙'],
      [/Android/, '安卓'],
      [/iPhone|iPad/, 'iOS'],
      [/Windows/, 'Windows'],
      [/Mac OS X/, 'macOS'],
      [/Linux|X11/, 'Linux'],
    ],
    '未知系统',
  )
  return `${browser} · ${platform}`
}

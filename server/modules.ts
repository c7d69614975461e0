/** The architecture in one list: a module may import only modules that stand before it. */
export const order = [
  'calendar',
  'organs',
  'people',
  'files',
  'notices',
  'deadlines',
  'cases',
  'search',
  'checks',
  'standards',
  'sites',
  'publishing',
] as const

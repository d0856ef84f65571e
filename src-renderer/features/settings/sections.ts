/** The sections of the settings by their headings, in their order: each can be gone to by its name. */
export const settingsSections = [
  'Appearance',
  'Data',
  'Watched folder',
  'Export',
  'Local API',
  'Backup',
  'Archive',
  'About',
] as const

export type SettingsHeading = (typeof settingsSections)[number]

/** What the heading of a section is called in the document. */
export function headingId(heading: SettingsHeading): string {
  return `settings-${heading.toLowerCase().replaceAll(' ', '-')}`
}

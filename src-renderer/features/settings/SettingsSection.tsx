/** One group of the settings under its heading. What stands in it is the section's own work. */
import type { ReactNode } from 'react'
import { headingId, type SettingsHeading } from './sections.ts'

type Props = {
  heading: SettingsHeading
  children: ReactNode
}

export function SettingsSection({ heading, children }: Props) {
  const id = headingId(heading)
  return (
    <section className="settings-group" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {heading}
      </h2>
      {children}
    </section>
  )
}

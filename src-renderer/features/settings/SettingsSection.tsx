/** One group of the settings under its heading. What stands in it is the section's own work. */
import { useId, type ReactNode } from 'react'

type Props = {
  heading: string
  children: ReactNode
}

export function SettingsSection({ heading, children }: Props) {
  const headingId = useId()
  return (
    <section className="settings-group" aria-labelledby={headingId}>
      <h2 id={headingId}>{heading}</h2>
      {children}
    </section>
  )
}

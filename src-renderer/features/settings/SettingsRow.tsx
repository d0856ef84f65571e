/** One line of the settings: what it is, what it does, and its control. */
import type { ReactNode } from 'react'

type Props = {
  label: string
  description: string
  children: ReactNode
}

export function SettingsRow({ label, description, children }: Props) {
  return (
    <div className="settings-row">
      <div>
        <h3>{label}</h3>
        <p>{description}</p>
      </div>
      {children}
    </div>
  )
}

/** What stands where nothing is: a sentence, and what to do about it. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  icon: LucideIcon
  title: string
  /** What can be done, usually a sentence and a button. */
  children?: ReactNode
}

export function EmptyState({ icon: Icon, title, children }: Props) {
  return (
    <div className="empty">
      <Icon aria-hidden strokeWidth={1.6} />
      <p>
        <strong>{title}</strong>
      </p>
      {children}
    </div>
  )
}

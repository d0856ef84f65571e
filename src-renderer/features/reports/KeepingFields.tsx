/** How many HTML archives are kept and for how long; what a change would delete is asked about first. */
import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ArchiveLimits } from '@shared/contract/html-archives.ts'
import { useState } from 'react'
import { counted } from '../../ui/counts.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { ageChoices, choicesWith, countChoices, limitsWith, limitValue } from './reports.ts'
import { removedByLimits } from './reports-store.ts'

type Props = {
  limits: ArchiveLimits
  onChange: (limits: ArchiveLimits) => void
}

/** More names than these in a question help nobody. */
const namedRemovals = 5

export function KeepingFields({ limits, onChange }: Props) {
  const [asked, setAsked] = useState<{ limits: ArchiveLimits; removes: readonly string[] } | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const choose = async (name: keyof ArchiveLimits, value: string): Promise<void> => {
    const chosen = limitsWith(limits, name, value)
    const removes = await removedByLimits(chosen)
    if (removes === null) return
    if (removes.length === 0) return onChange(chosen)
    setAsked({ limits: chosen, removes })
    setIsOpen(true)
  }
  const removes = asked?.removes ?? []
  return (
    <div className="keeping">
      <span>Keep</span>
      <SelectField
        label="How many exports are kept"
        value={limitValue(limits.count)}
        choices={choicesWith(countChoices, limits.count)}
        onChange={(value) => void choose('count', value)}
      />
      <span>for</span>
      <SelectField
        label="How long exports are kept"
        value={limitValue(limits.days)}
        choices={choicesWith(ageChoices, limits.days)}
        onChange={(value) => void choose('days', value)}
      />
      <span className="keeping-note">
        {limits.count === null && limits.days === null
          ? 'Nothing is deleted by itself.'
          : 'The oldest are deleted first. Copies that you download stay where they are.'}
      </span>
      <AlertDialog.Root open={isOpen} onOpenChange={setIsOpen}>
        <AlertDialog.Portal>
          <AlertDialog.Backdrop className="veil" />
          <AlertDialog.Popup className="dialog question">
            <AlertDialog.Title className="dialog-title">
              Delete {counted(removes.length, 'export')} now?
            </AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="question-text">
              <p>These limits do not allow:</p>
              <ul>
                {removes.slice(0, namedRemovals).map((name) => (
                  <li key={name}>{name}</li>
                ))}
                {removes.length > namedRemovals && <li>and {removes.length - namedRemovals} more</li>}
              </ul>
            </AlertDialog.Description>
            <footer className="dialog-footer">
              <AlertDialog.Close className="button">Leave the limits as they are</AlertDialog.Close>
              <AlertDialog.Close
                className="button danger"
                onClick={() => asked !== null && onChange(asked.limits)}
              >
                Delete them
              </AlertDialog.Close>
            </footer>
          </AlertDialog.Popup>
        </AlertDialog.Portal>
      </AlertDialog.Root>
    </div>
  )
}

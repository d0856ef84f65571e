/** What stands in the reader's place while nothing is open. */
import { windowShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { BookOpenText, Search } from 'lucide-react'
import { Fragment } from 'react'
import { EmptyState } from '../ui/EmptyState.tsx'
import { shortcutText } from '../ui/shortcut-keys.ts'

const keys = [
  { text: shortcutText(windowShortcuts.palette), label: 'go to anything' },
  { text: shortcutText(windowShortcuts.find), label: 'search' },
  { text: shortcutText(windowShortcuts.export), label: 'export' },
  { text: shortcutText(windowShortcuts.shortcuts), label: 'all keys' },
]

type Props = {
  onSearch: () => void
}

export function ReaderPlaceholder({ onSearch }: Props) {
  return (
    <EmptyState icon={BookOpenText} title="Choose a conversation to read it.">
      <h1 className="visually-hidden">Library</h1>
      <p>All its branches are kept: wherever a question was asked or answered twice, you can switch.</p>
      <button type="button" className="button" onClick={onSearch}>
        <Search aria-hidden />
        Search all messages
      </button>
      <p className="reader-keys">
        {keys.map(({ text, label }) => (
          <Fragment key={text}>
            <kbd>{text}</kbd> {label}{' '}
          </Fragment>
        ))}
      </p>
    </EmptyState>
  )
}

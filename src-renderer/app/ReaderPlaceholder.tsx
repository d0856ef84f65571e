/** What stands in the reader's place while nothing is open. */
import { BookOpenText, Search } from 'lucide-react'
import { EmptyState } from '../ui/EmptyState.tsx'
import { isMac } from '../ui/platform.ts'

type Props = {
  onSearch: () => void
}

export function ReaderPlaceholder({ onSearch }: Props) {
  const command = isMac ? '⌘' : 'Ctrl'
  return (
    <EmptyState icon={BookOpenText} title="Choose a conversation to read it.">
      <h1 className="visually-hidden">Library</h1>
      <p>All its branches are kept: wherever a question was asked or answered twice, you can switch.</p>
      <button type="button" className="button" onClick={onSearch}>
        <Search aria-hidden />
        Search all messages
      </button>
      <p className="reader-keys">
        <kbd>{command} K</kbd> search <kbd>↑ ↓</kbd> move <kbd>F2</kbd> rename <kbd>{command} E</kbd> export
      </p>
    </EmptyState>
  )
}

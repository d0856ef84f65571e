/** How the words of a query are found: capitals as typed, whole words, a regular expression. Each writes it into the query. */
import { matchShortcuts } from '@shared/shortcuts/shortcuts.ts'
import { CaseSensitive, Regex, WholeWord } from 'lucide-react'
import type { RefObject } from 'react'
import { shortcutText } from '../ui/shortcut-keys.ts'
import { isWayOn, type Way } from './match-terms.ts'
import { toggleWay } from './toggle-way.ts'
import './query.css'

const ways: readonly { readonly way: Way; readonly icon: typeof Regex; readonly typed: string }[] = [
  { way: 'case', icon: CaseSensitive, typed: 'match:case' },
  { way: 'word', icon: WholeWord, typed: 'match:word' },
  { way: 'pattern', icon: Regex, typed: '/…/' },
]

type Props = {
  query: string
  /** Where the query is typed. */
  fieldRef: RefObject<HTMLInputElement | null>
  onType: (query: string) => void
}

export function MatchToggles({ query, fieldRef, onType }: Props) {
  return (
    <div className="match-toggles" role="group" aria-label="How words are found">
      {ways.map(({ way, icon: Icon, typed }) => {
        const shortcut = matchShortcuts[way]
        return (
          <button
            key={way}
            type="button"
            className="button quiet small icon"
            aria-label={shortcut.label}
            aria-pressed={isWayOn(query, way)}
            title={`${shortcut.label}: ${typed} (${shortcutText(shortcut)})`}
            onClick={() => toggleWay(query, way, fieldRef.current, onType)}
          >
            <Icon aria-hidden />
          </button>
        )
      })}
    </div>
  )
}

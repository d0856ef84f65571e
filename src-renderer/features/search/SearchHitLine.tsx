/** One found message: who, when, in which branch, and the place of the hit. */
import type { Role } from '@shared/conversation.ts'
import type { SearchHit } from '@shared/contract/search.ts'
import { GitBranch } from 'lucide-react'
import { dateText } from '../../ui/dates.ts'
import { Marked } from '../../ui/Marked.tsx'

const roleNames: Record<Role, string> = {
  user: 'You',
  assistant: 'Assistant',
  system: 'System',
  tool: 'Tool',
}

type Props = {
  hit: SearchHit
}

export function SearchHitLine({ hit }: Props) {
  return (
    <>
      <span className="hit-head">
        <b>{roleNames[hit.role]}</b>
        <span>{dateText(hit.createdAt)}</span>
        {!hit.isOnShownBranch && (
          <span className="hit-branch">
            <GitBranch aria-hidden />
            branch {hit.branch.index} of {hit.branch.of}
          </span>
        )}
      </span>
      <span className="hit-snippet" dir="auto">
        <Marked pieces={hit.snippet} />
      </span>
    </>
  )
}

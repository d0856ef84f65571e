/** How much was found, said also to those who do not see it. */
import type { SearchAnswer } from '@shared/contract/search.ts'
import { counted, countText } from '../../ui/counts.ts'
import { shownHits } from './search.ts'

type Props = {
  answer: SearchAnswer
}

export function SearchCount({ answer }: Props) {
  const { total, isCapped, groups, waiting } = answer
  const hits = isCapped ? `more than ${countText(total)} hits` : counted(total, 'hit')
  const shown = shownHits(answer)
  const text =
    isCapped || total > shown
      ? `First ${countText(shown)} of ${hits}, in ${counted(groups.length, 'conversation')}`
      : `${hits} in ${counted(groups.length, 'conversation')}`
  return (
    <p className="search-count" role="status">
      {text}
      {waiting > 0 && ` · ${counted(waiting, 'conversation')} still being indexed`}
    </p>
  )
}

/** How many branches a conversation has, in the one colour that is kept for branches. */
import { GitBranch } from 'lucide-react'

type Props = {
  /** Number of leaves; nothing is drawn for fewer than two. */
  branches: number
}

export function BranchCount({ branches }: Props) {
  if (branches < 2) return null
  return (
    <span className="branch-count" title={`${branches} branches`}>
      <GitBranch aria-hidden />
      {branches}
      <span className="visually-hidden"> branches</span>
    </span>
  )
}

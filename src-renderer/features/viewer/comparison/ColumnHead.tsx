/** The head of a column: which branch stands in it, what is to be known of it, and the way to it. */
import { useMemo } from 'react'
import { counted } from '../../../ui/counts.ts'
import { SelectField } from '../../../ui/SelectField.tsx'
import type { ReadingTree } from '../reading-tree.ts'
import { branchName, leavesAround } from './branch-pairs.ts'
import type { BranchFacts } from './use-branch-facts.ts'

type Props = {
  reading: ReadingTree
  side: 'Left' | 'Right'
  leaf: number
  /** Whether the reader shows it. */
  isShown: boolean
  /** Its messages after the point where the two part. */
  count: number
  facts: BranchFacts | null
  onChoose: (leaf: number) => void
  onShow: () => void
}

export function ColumnHead({ reading, side, leaf, isShown, count, facts, onChoose, onShow }: Props) {
  const name = branchName(reading, leaf)
  const choices = useMemo(
    () =>
      leavesAround(reading, leaf).map((index) => ({ value: `${index}`, label: branchName(reading, index) })),
    [reading, leaf],
  )
  const known = [
    ...(isShown ? ['shown in the reader'] : []),
    `${counted(count, 'message')} of its own`,
    ...(facts === null ? [] : [counted(facts.words, 'word'), ...facts.models]),
  ]
  return (
    <div className="comparison-head">
      <h3>{name}</h3>
      <SelectField
        label={`${side} branch`}
        value={`${leaf}`}
        choices={choices}
        onChange={(value) => onChoose(Number(value))}
      />
      <button
        type="button"
        className="button small"
        aria-label={`Show this branch: ${name}`}
        onClick={onShow}
      >
        Show this branch
      </button>
      <p>{known.join(' · ')}</p>
    </div>
  )
}

/** The dialog that sets two branches side by side, opened by what viewer-store says is to be compared. */
import { Dialog } from '@base-ui/react/dialog'
import { GitBranch, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { RefObject } from 'react'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { indexOfKey } from '../reading-tree.ts'
import { leafOf } from '../use-conversation.ts'
import type { ConversationView } from '../use-conversation.ts'
import { useViewer } from '../viewer-store.ts'
import { branchesToCompare } from './branch-pairs.ts'
import { ComparedBranches } from './ComparedBranches.tsx'
import './comparison.css'

type Props = {
  view: ConversationView
  /** The last message of the branch that the reader shows. */
  shownLeaf: number
  /** What gets the focus after a branch was chosen to be shown. */
  feed: () => HTMLElement | null
}

export function BranchComparison({ view, shownLeaf, feed }: Props) {
  const comparing = useViewer((state) => state.comparing)
  const page = useRef<HTMLDivElement>(null)
  const hasChosen = useRef(false)
  const opener = useRef<HTMLElement | null>(null)
  const show = (leafKey: number, messageKey: number): void => {
    hasChosen.current = true
    useViewer.getState().goTo(leafKey, { messageKey, words: [] })
    useViewer.getState().compare(null)
  }
  return (
    <Dialog.Root
      open={comparing !== null}
      onOpenChange={(isOpen) => !isOpen && useViewer.getState().compare(null)}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup
          className="dialog comparison"
          initialFocus={() => {
            hasChosen.current = false
            opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
            return page.current ?? true
          }}
          finalFocus={() => {
            const isGone = !opener.current?.isConnected || opener.current === document.body
            return hasChosen.current || isGone ? feed() : opener.current
          }}
        >
          <Comparison
            view={view}
            shownLeaf={shownLeaf}
            messageKey={comparing?.messageKey ?? null}
            page={page}
            onShow={show}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type ComparisonProps = {
  view: ConversationView
  shownLeaf: number
  /** The message whose versions are compared first; null for where the reader is. */
  messageKey: number | null
  page: RefObject<HTMLDivElement | null>
  onShow: (leafKey: number, messageKey: number) => void
}

/** Keeps which two branches were chosen, by the keys of their last messages: the tree may change below. */
function Comparison({ view, shownLeaf, messageKey, page, onShow }: ComparisonProps) {
  const { reading } = view
  const keyOf = (index: number): number => reading.spine.keys[index] ?? -1
  const [branches, setBranches] = useState(() => {
    const key = messageKey ?? useViewer.getState().focusKey
    const first = branchesToCompare(reading, shownLeaf, key === null ? -1 : indexOfKey(reading, key))
    return first && { left: keyOf(first.left), right: keyOf(first.right) }
  })
  if (branches === null) {
    return (
      <>
        <header className="comparison-top">
          <Dialog.Title className="dialog-title">Compare branches</Dialog.Title>
          <CloseButton />
        </header>
        <EmptyState icon={GitBranch} title="There is nothing to compare">
          <p>This conversation has one branch: nothing was asked or answered twice.</p>
        </EmptyState>
      </>
    )
  }
  const [left, right] = [leafOf(view, branches.left), leafOf(view, branches.right)]
  /** What stands on the other side already changes places with it. */
  const choose = (side: 'left' | 'right', leaf: number): void =>
    setBranches((now) => {
      const chosen = keyOf(leaf)
      const other = side === 'left' ? 'right' : 'left'
      return now && { ...now, [side]: chosen, ...(now[other] === chosen ? { [other]: now[side] } : {}) }
    })
  return (
    <ComparedBranches
      view={view}
      left={left}
      right={right}
      shownLeaf={shownLeaf}
      page={page}
      closing={<CloseButton />}
      onChoose={choose}
      onShow={onShow}
    />
  )
}

function CloseButton() {
  return (
    <Dialog.Close className="button icon" aria-label="Close" title="Close">
      <X aria-hidden />
    </Dialog.Close>
  )
}

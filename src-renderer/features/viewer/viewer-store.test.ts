import { expect, it } from 'vitest'
import {
  goTo,
  initialViewer,
  isFolded,
  openConversation,
  showHidden,
  showVersion,
  toggled,
} from './viewer-store.ts'

it('forgets the choices of one conversation when the next is opened, and keeps the panel', () => {
  const first = {
    ...initialViewer,
    toggledHidden: new Set([1]),
    panelTab: 'info',
    isPanelOpen: false,
  } as const
  const next = openConversation(first, 'b', 9, null)
  expect(next.toggledHidden.size).toBe(0)
  expect([next.leafKey, next.panelTab, next.isPanelOpen]).toEqual([9, 'info', false])
})

it('goes to the same hit twice when it is chosen twice', () => {
  const once = goTo(initialViewer, 5, { messageKey: 3, words: [] })
  const twice = goTo(once, 5, { messageKey: 3, words: [] })
  expect(twice.destination).not.toBe(once.destination)
})

it('keeps the keys on the version that was chosen', () => {
  const state = showVersion(initialViewer, 8, { messageKey: 4, on: 'next-version', mayScroll: false })
  expect([state.leafKey, state.focusKey]).toEqual([8, 4])
})

it('folds hidden messages until one or all are asked for', () => {
  expect(isFolded(initialViewer, 1)).toBe(true)
  const one = { ...initialViewer, toggledHidden: toggled(initialViewer.toggledHidden, 1) }
  expect([isFolded(one, 1), isFolded(one, 2)]).toEqual([false, true])
  const all = showHidden(one, true)
  expect([isFolded(all, 1), isFolded(all, 2)]).toEqual([false, false])
})

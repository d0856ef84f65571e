/** What the keys and buttons of the transcript do: move between messages, step between versions, fold, copy, leave. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { newestLeafUnder } from '@shared/tree.ts'
import { useCallback } from 'react'
import type { KeyboardEvent } from 'react'
import { call } from '../../bridge.ts'
import type { MenuPlace } from '../../ui/ActionMenu.tsx'
import { isMac } from '../../ui/platform.ts'
import { showFailure } from '../../ui/toasts.ts'
import { hasVersions, indexOfKey, versionBeside } from './reading-tree.ts'
import { commandOf } from './transcript-keys.ts'
import type { TranscriptCommand } from './transcript-keys.ts'
import { nextPlace } from './transcript-layout.ts'
import { keysAround } from './use-conversation.ts'
import type { ConversationView } from './use-conversation.ts'
import type { TranscriptScroll } from './use-transcript-scroll.ts'
import { useViewer } from './viewer-store.ts'
import type { FocusWish } from './viewer-store.ts'

interface Input {
  readonly view: ConversationView
  readonly path: Int32Array
  readonly focusPlace: number
  readonly scroll: TranscriptScroll
  /** Says something to those who cannot see it. */
  readonly announce: (text: string) => void
  /** Opens the menu of a message at a place of the window. */
  readonly openMenu: (messageKey: number, place: MenuPlace) => void
}

/** Messages that are fetched on both sides of one that is moved to. */
const around = 20

export interface TranscriptCommands {
  readonly stepVersion: (messageKey: number, step: -1 | 1) => void
  readonly handleKey: (event: KeyboardEvent) => void
  readonly openLink: (url: string) => void
  readonly copyText: (text: string) => void
}

export function useTranscriptCommands(input: Input): TranscriptCommands {
  const { view, path, focusPlace, scroll, announce } = input
  const { reading, messages } = view
  const { holdPosition } = scroll

  const stepVersion = useCallback(
    (messageKey: number, step: -1 | 1): void => {
      const chosen = versionBeside(reading, indexOfKey(reading, messageKey), step)
      const leafKey = reading.spine.keys[newestLeafUnder(reading.tree, chosen)]
      const chosenKey = reading.spine.keys[chosen]
      if (chosen < 0 || leafKey === undefined || chosenKey === undefined) return
      holdPosition()
      useViewer
        .getState()
        .showVersion(leafKey, { messageKey: chosenKey, on: focusedControl(), mayScroll: false })
      announce(`Version ${reading.versions[chosen]} of ${reading.versionCounts[chosen]}`)
    },
    [reading, holdPosition, announce],
  )

  const copyText = useCallback(
    (text: string): void => {
      const copy = async (): Promise<void> => {
        try {
          await call('desktop.copyText', { text })
          announce('Copied')
        } catch (error) {
          showFailure('Not copied', error)
        }
      }
      void copy()
    },
    [announce],
  )

  const openLink = useCallback((url: string): void => {
    call('desktop.openLink', { url }).catch((error: unknown) => showFailure('Link not opened', error))
  }, [])

  const moveTo = (place: number): void => {
    const messageKey = reading.spine.keys[path[place] ?? -1]
    if (messageKey === undefined) return
    const focus = (): void => useViewer.getState().wishFocus({ messageKey, on: 'message', mayScroll: true })
    if (messages.get(messageKey) !== undefined) return focus()
    // What is around it must be as tall as it will be before the page can come to rest there.
    void messages.load(keysAround(reading, path, place - around, place + around)).then(focus)
  }

  /** Where a move starts from: the message in focus while it is in view. -1 when moves begin with the first in view. */
  const startPlace = focusPlace >= 0 && scroll.isInView(focusPlace) ? focusPlace : -1

  const run = (command: TranscriptCommand): void => {
    const place = startPlace < 0 ? scroll.firstVisible : startPlace
    const messageKey = reading.spine.keys[path[place] ?? -1] ?? -1
    switch (command.kind) {
      case 'move':
        return moveTo(startPlace < 0 ? place : Math.max(0, Math.min(path.length - 1, place + command.by)))
      case 'edge':
        return moveTo(command.to === 'first' ? 0 : path.length - 1)
      case 'version':
        return stepVersion(messageKey, command.step)
      case 'branch-point': {
        const next = nextPlace(path.length, place, command.step, (at) => hasVersions(reading, path[at] ?? -1))
        return next < 0 ? announce('No further branch point') : moveTo(next)
      }
      case 'fold':
        return fold(reading.spine.hidden[path[place] ?? -1] === 1, messageKey, scroll.turnOf(messageKey))
      case 'copy': {
        const message: ShownMessage | null | undefined = messages.get(messageKey)
        return message ? copyText(readableText(message.parts)) : undefined
      }
      case 'menu': {
        const box = scroll.turnOf(messageKey)?.getBoundingClientRect()
        return box && input.openMenu(messageKey, { x: box.left + 24, y: Math.max(box.top, 0) + 26 })
      }
      case 'leave':
        return document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined
    }
  }

  const handleKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return
    const command = commandOf(event, isMac)
    if (command === null) return
    // Inside a message its own controls have the keys: buttons, summaries, code that scrolls.
    const isOnMessage = event.target.matches('article, [role="feed"]')
    if (!isOnMessage && command.kind !== 'branch-point') {
      if (command.kind === 'leave') event.target.closest('article')?.focus({ preventScroll: true })
      return
    }
    // Leaving goes on to whoever the focus is to go to.
    if (command.kind !== 'leave') event.preventDefault()
    run(command)
  }

  return { stepVersion, handleKey, openLink, copyText }
}

function fold(isHidden: boolean, messageKey: number, turn: HTMLElement | null): void {
  if (isHidden) return useViewer.getState().toggleHidden(messageKey)
  const first = turn?.querySelector('details')
  if (first) first.open = !first.open
}

function focusedControl(): FocusWish['on'] {
  const step = document.activeElement?.getAttribute('data-version-step')
  if (step === '-1') return 'previous-version'
  return step === '1' ? 'next-version' : 'message'
}

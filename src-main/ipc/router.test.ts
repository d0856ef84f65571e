import { expect, it } from 'vitest'
import { AppError } from '@shared/contract/app-error.ts'
import type { DesktopCommandName, Handlers } from '@shared/contract/contract.ts'
import { createRouter, isCommandName } from './router.ts'

const copied: string[] = []
const refuse = (): never => {
  throw new AppError('not-available', 'There is no desktop here.')
}
const handlers: Handlers<DesktopCommandName> = {
  'desktop.chooseImportFiles': refuse,
  'desktop.chooseSavePath': refuse,
  'desktop.chooseFolder': refuse,
  'desktop.chooseBackup': refuse,
  'desktop.restart': refuse,
  'desktop.openFile': refuse,
  'desktop.openHtmlArchive': refuse,
  'desktop.showInFolder': refuse,
  'desktop.copyFile': refuse,
  'desktop.dragFiles': refuse,
  'desktop.openLink': refuse,
  'desktop.environment': () => {
    throw new TypeError('a bug')
  },
  'desktop.copyText': ({ text }) => {
    copied.push(text)
    return null
  },
}
const router = createRouter(handlers)

it('hands parsed input to the handler and its answer back', async () => {
  await expect(router.call('desktop.copyText', { text: 'tides', more: 1 })).resolves.toEqual({
    ok: true,
    data: null,
  })
  expect(copied).toEqual(['tides'])
})

it('refuses input that does not fit, before any handler sees it', async () => {
  const answer = await router.call('desktop.copyText', { text: 4 })
  expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
  expect(copied).toHaveLength(1)
})

it('answers with kind and sentence when a handler refuses, and calls a bug a bug', async () => {
  await expect(router.call('desktop.chooseFolder', {})).resolves.toMatchObject({
    error: { kind: 'not-available', message: 'There is no desktop here.' },
  })
  await expect(router.call('desktop.environment', {})).resolves.toMatchObject({ error: { kind: 'bug' } })
})

it('knows its commands by name and takes nothing inherited for one', () => {
  expect(isCommandName('library.spine')).toBe(true)
  expect(isCommandName('toString')).toBe(false)
  expect(isCommandName('__proto__')).toBe(false)
  expect(isCommandName(7)).toBe(false)
})

import { chatGptZip, moonTitle } from './fixtures/exports.ts'
import { findViolations } from './find-violations.ts'
import { expect, test } from './launch.ts'

test('a reader lets other programs ask, gives them the token that is shown once, and shuts the door again', async ({
  app,
  stemma,
}) => {
  const { window, imports } = app
  await imports.drop([await chatGptZip(stemma.folder)])
  await imports.expectDone('2 conversations imported successfully')
  await window.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Settings' }).click()
  const section = window.getByRole('region', { name: 'Local API' })
  const turn = section.getByRole('radiogroup', { name: 'Answer other programs on this computer' })
  const sign = window.getByRole('contentinfo').getByRole('button', { name: /^Local API/ })
  await expect(turn.getByRole('radio', { name: 'Off' })).toBeChecked()
  await expect(sign).toHaveCount(0)

  await turn.getByText('On').click()
  const url = await section.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).innerText()
  const shown = section.getByRole('group', { name: 'New token' })
  const token = await shown.getByText(/^[\w-]{43}$/).innerText()
  await expect(sign).toContainText('read-only')
  expect(await findViolations(window), 'settings with a token in sight').toEqual([])

  const ask = (bearer: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}/api/convos?search=moon`, { ...init, headers: { authorization: `Bearer ${bearer}` } })
  const answer = await ask(token)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ conversations: [{ title: moonTitle }] })
  expect((await ask('somebody-else')).status).toBe(401)
  expect(
    (
      await fetch(`${url}/api/convos/all`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}` },
      })
    ).status,
  ).toBe(403)

  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(section).not.toContainText(token)
  await section.getByRole('button', { name: 'New token' }).click()
  await expect(shown).toBeVisible()
  await expect(shown).not.toContainText(token)
  expect((await ask(token)).status).toBe(401)

  await turn.getByText('Off').click()
  await expect(sign).toHaveCount(0)
  await expect(ask(token)).rejects.toThrow()
})

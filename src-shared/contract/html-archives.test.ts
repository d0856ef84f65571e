import { expect, it } from 'vitest'
import { archiveOptions } from './html-archives.ts'

it('refuses data for importing again where names are to be left out, since the data holds them', () => {
  expect(archiveOptions.safeParse({ hasData: true, showsPeople: false }).error?.issues).toMatchObject([
    { message: expect.stringContaining('names of people') },
  ])
  expect(archiveOptions.safeParse({ hasData: true }).success).toBe(true)
  expect(archiveOptions.safeParse({ showsPeople: false }).success).toBe(true)
})

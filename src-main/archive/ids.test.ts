import { describe, expect, it } from 'vitest'
import { newUuid, newUuidBytes, uuidOfBytes } from './ids.ts'

describe('our own ids', () => {
  it('are UUIDs of version 7', () => {
    expect(newUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('sort in the order they were made, also when thousands are made in a millisecond', () => {
    const made = Array.from({ length: 20_000 }, () => newUuid())
    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
  })

  it('are written out byte for byte', () => {
    expect(uuidOfBytes(Buffer.from('00112233445566778899aabbccddeeff', 'hex'))).toBe(
      '00112233-4455-6677-8899-aabbccddeeff',
    )
    expect(uuidOfBytes(newUuidBytes())).toHaveLength(36)
  })
})

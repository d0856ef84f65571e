import { describe, expect, it } from 'vitest'
import { fold, foldTraceably } from './fold.ts'

describe('folding', () => {
  it('makes one spelling of what people take for the same', () => {
    expect(fold('ÀÉÎõü Ñ ç')).toBe('aeiou n c')
    expect(fold('Straße STRASSE ẞ')).toBe('strasse strasse ss')
    expect(fold('İstanbul ısı ŁÓDŹ Ærø œuvre')).toBe('istanbul isi lodz aero oeuvre')
    expect(fold('ΟΔΟΣ οδος Άλφα')).toBe('οδοσ οδοσ αλφα')
    expect(fold('Ёлка Йод')).toBe('елка иод')
    expect(fold('مُحَمَّد שָׁלוֹם')).toBe('محمد שלום')
    expect(fold('Ｆｕｌｌ ﬁt ①²')).toBe('full fit 12')
    expect(fold('co\u00adop\u200b \ufeffx')).toBe('coop x')
    expect(fold('“a” ‘b’ c—d…')).toBe('"a" \'b\' c-d...')
  })

  it('keeps apart what is another letter', () => {
    expect(fold('かが ハバパ')).toBe('かが ハバパ')
    expect(fold('か\u3099 ｶﾞ')).toBe('が ガ')
    expect(fold('한국어 ㅋㅋ')).toBe('한국어 ㅋㅋ')
    expect(fold('한국어'.normalize('NFD'))).toBe('한국어')
    expect(fold('हिन्दी ไทย')).toBe('हिन्दी ไทย')
  })

  it('changes nothing the second time', () => {
    const characters = Array.from({ length: 0x20000 }, (_, point) => String.fromCodePoint(point))
    expect(characters.filter((character) => fold(fold(character)) !== fold(character))).toEqual([])
  })

  it('traces every place back to the original', () => {
    const text = 'aİb Straße cafe\u0301 👍🏽 \ud800x ｶﾞ e'
    const traced = foldTraceably(text)
    expect(traced.folded).toBe(fold(text))
    function original(part: string): string {
      const at = traced.folded.indexOf(part)
      return text.slice(traced.startInOriginal(at), traced.endInOriginal(at + part.length))
    }
    expect(original('i')).toBe('İ')
    expect(original('b')).toBe('b')
    expect(original('strass')).toBe('Straß')
    expect(original('se')).toBe('ße')
    expect(original('cafe')).toBe('cafe\u0301')
    expect(original('👍')).toBe('👍')
    expect(original('x')).toBe('x')
    expect(original('ガ')).toBe('ｶﾞ')
    expect(traced.endInOriginal(traced.folded.length)).toBe(text.length)
    const plain = foldTraceably('ABC')
    expect([plain.folded, plain.startInOriginal(1), plain.endInOriginal(3)]).toEqual(['abc', 1, 3])
  })
})

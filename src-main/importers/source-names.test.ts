import { nameOfProduct } from '@shared/source-names.ts'
import { expect, it } from 'vitest'
import { importers } from './registry.ts'

/** They read what other importers' conversations were written to, and are the source of none. */
const carriers = new Set(['stemma-html', 'stemma-backup', 'stemma-json'])

it('calls every product by the name that its importer gives it', () => {
  const products = importers.filter(({ id }) => !carriers.has(id))
  expect(products.map(({ id }) => nameOfProduct(id))).toEqual(products.map(({ name }) => name))
})

it('calls a product that nobody knows by its id, whatever that is', () => {
  expect([nameOfProduct('newbot'), nameOfProduct('constructor'), nameOfProduct('')]).toEqual([
    'Newbot',
    'Constructor',
    '',
  ])
})

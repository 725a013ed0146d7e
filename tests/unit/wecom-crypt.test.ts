import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCrypt } from '../../src/channels/wecom/crypt.ts'
import { Secret } from '../../src/core/secret.ts'

// The sample of WeCom's own crypt libraries, as published with them.
const sample = {
  token: new Secret('hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo'),
  aesKey: new Secret('6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt'),
  receiver: 'ww1436e0e65a779aee',
}
const check = {
  timestamp: '1476416373',
  nonce: '47744683',
  encrypted: 'fsi1xnbH4yQh0+PJxcOdhhK6TDXkjMyhEPA7xB2TGz6b+g7xyAbEkRxN/3cNXW9qdqjnoVzEtpbhnFyq6SVHyA==',
}

test('the published check of an address is signed and deciphered as published', () => {
  const crypt = makeCrypt(sample)
  expect(crypt.isSigned(check, '012bc692d0a58dd4b10f8dfe5c4ac00ae211ebeb')).toBe(true)
  expect(crypt.decipher(check.encrypted)).toBe('1288432023552776189')
})

test('the signature of the documentation’s first example is the documented one', () => {
  const crypt = makeCrypt({ ...sample, token: new Secret('QDG6eK') })
  const encrypted = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
  expect(crypt.sign({ timestamp: '1409659589', nonce: '263014780', encrypted })).toBe(
    '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  )
})

test('a signature that differs anywhere, or in length, does not fit', () => {
  const crypt = makeCrypt(sample)
  const signature = crypt.sign(check)
  for (const other of ['', signature.slice(1), `${signature}0`, signature.toUpperCase(), `f${signature.slice(1)}`])
    expect(crypt.isSigned(check, other)).toBe(false)
  expect(crypt.isSigned({ ...check, nonce: '1' }, signature)).toBe(false)
})

const own = makeCrypt({ token: new Secret('t'), aesKey: new Secret('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG') })

test('whatever is enciphered is deciphered to the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(own.decipher(own.encipher(text, randomBytes(16)))).toBe(text)
    }),
  )
})

test('what is meant for another receiver, damaged or of another key is not read', () => {
  expect(
    own.decipher(
      makeCrypt({ ...sample, aesKey: new Secret('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG') }).encipher(
        'x',
        randomBytes(16),
      ),
    ),
  ).toBeNull()
  expect(makeCrypt({ ...sample, receiver: '' }).decipher(check.encrypted)).toBeNull()
  const whole = own.encipher('好', randomBytes(16))
  for (const damaged of ['', 'A', whole.slice(0, 20), check.encrypted, '====']) expect(own.decipher(damaged)).toBeNull()
})

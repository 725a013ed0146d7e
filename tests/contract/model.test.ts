import { expect, test } from 'vitest'
import { Secret } from '../../src/core/secret.ts'
import { makeEndpointPicker } from '../../src/model/endpoint.ts'
import { fakePicker } from '../support/model/picker.ts'
import { deadUrl, hostile, json, openService, openSocket, picking, saying } from '../support/model/server.ts'
import { aQuestion, pickerContract } from './model-picker.ts'

pickerContract('the fake', async says => fakePicker(says))
pickerContract('the endpoint', async says => {
  const url = says === null ? await deadUrl() : (await openService(saying(() => says))).url
  return makeEndpointPicker({ url, model: 'm', key: null })
})

const key = new Secret('sk-very-secret')
const never = new AbortController().signal

test('it is asked for JSON by a schema of the candidates, with the key, and tells what it cost', async () => {
  const service = await openService(picking(1))
  const picker = makeEndpointPicker({ url: service.url, model: 'school-7b', key })
  expect(await picker.pick(aQuestion, never)).toEqual({ ids: ['checkout-when'], tokens: 312 })
  const { body, key: sent } = service.heard[0]!
  expect(sent).toBe('Bearer sk-very-secret')
  expect(JSON.parse(body)).toMatchObject({
    model: 'school-7b',
    temperature: 0,
    stream: false,
    response_format: {
      type: 'json_schema',
      json_schema: { strict: true, schema: { additionalProperties: false, required: ['ids'] } },
    },
  })
})

test('a service that knows no schemas is asked for plain JSON, and from then on at once', async () => {
  const service = await openService((response, heard) =>
    heard.form === 'json_schema' ? json(response, { error: 'response_format' }, 400) : picking(0)(response, heard),
  )
  const picker = makeEndpointPicker({ url: service.url, model: 'm', key: null })
  for (let n = 0; n < 2; n++) expect(await picker.pick(aQuestion, never)).toMatchObject({ ids: ['checkout-steps'] })
  expect(service.heard.map(h => h.form)).toEqual(['json_schema', 'json_object', 'json_object'])
})

test.each(Object.entries(hostile))('%s is no pick', async (_, manner) => {
  const service = await openService(manner)
  const answer = await makeEndpointPicker({ url: service.url, model: 'm', key }).pick(aQuestion, never)
  expect(answer).toMatchObject({ failed: expect.any(String) })
  expect(JSON.stringify(answer)).not.toMatch(/sk-very|6222|忽略/)
})

test('a redirect to elsewhere takes neither the question nor the key along', async () => {
  const elsewhere = await openService()
  const service = await openService(response => {
    response.writeHead(307, { location: `${elsewhere.url}/chat/completions` })
    response.end()
  })
  const picker = makeEndpointPicker({ url: service.url, model: 'm', key })
  expect(await picker.pick(aQuestion, never)).toEqual({ failed: 'redirect', tokens: null })
  expect(elsewhere.heard).toEqual([])
})

/** Services that never come to an end; `begun` is called when they have sent what they send first. */
const endless: Record<string, (begun: () => void) => Promise<{ url: string }>> = {
  'says nothing': begun => openService(() => begun()),
  'drips its body': begun =>
    openService(response => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"choices":[', () => begun())
    }),
  'never ends its headers': begun =>
    openSocket(socket => socket.write('HTTP/1.1 200 OK\r\nx-a: b\r\nx-b: c', () => begun())),
  'takes the line and reads nothing': begun =>
    openSocket(socket => {
      socket.pause()
      begun()
    }),
}
test.each(Object.entries(endless))('a service that %s is left when the time is over', async (_, open) => {
  const time = new AbortController()
  const { url } = await open(() => time.abort())
  const picker = makeEndpointPicker({ url, model: 'm', key })
  expect(await picker.pick(aQuestion, time.signal)).toEqual({ failed: 'timeout', tokens: null })
})

test('headers without end are a failure by themselves', async () => {
  const { url } = await openSocket(socket => {
    socket.write('HTTP/1.1 200 OK\r\n')
    const more = () => {
      while (!socket.destroyed && socket.write(`x-a: ${'y'.repeat(8000)}\r\n`));
    }
    socket.on('drain', more)
    more()
  })
  const picker = makeEndpointPicker({ url, model: 'm', key: null })
  expect(await picker.pick(aQuestion, never)).toEqual({ failed: 'unreachable', tokens: null })
})

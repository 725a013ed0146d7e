import { expect, test } from 'vitest'
import { makeKeeping } from '../../src/assets/keep.ts'
import { makePictures } from '../../src/assets/pictures.ts'
import { cleanedVideo, videoKindOf } from '../../src/assets/video.ts'
import { largestVideo } from '../../src/core/asset.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeHoldings } from '../../src/store/pictures.ts'
import { SettableClock } from '../support/clock.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'
import { tempFolder } from '../support/folder.ts'
import { aVideo, box } from '../support/video.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

test('a video is known by its first bytes, whatever its name says', () => {
  expect(videoKindOf(aVideo())).toBe('mp4')
  expect(videoKindOf(aVideo({ brand: 'qt  ' }))).toBe('mov')
  for (const other of ['avif', 'heic', 'M4A ']) expect(videoKindOf(aVideo({ brand: other }))).toBeNull()
  expect(videoKindOf(Buffer.from('<html>'))).toBeNull()
})

test('place, camera and day are taken out of it, and picture and sound stay', () => {
  const clean = cleanedVideo(aVideo({ place: '+23.05+112.46/', made: 0xe1234567 }))!
  expect(text(clean)).not.toContain('+23.05')
  expect(text(clean)).toContain('the pictures')
  expect(text(clean)).not.toContain(text(Buffer.from([0xe1, 0x23, 0x45, 0x67])))
  expect(clean.length).toBe(aVideo({ place: '+23.05+112.46/', made: 0xe1234567 }).length)
})

test.each([
  ['cut off', aVideo().subarray(0, 60)],
  ['without pictures', Buffer.concat([box('ftyp', Buffer.from('isom0000')), box('moov', Buffer.alloc(0))])],
  ['with a part larger than itself', Buffer.concat([aVideo(), Buffer.from([0, 0, 255, 255, 0x66, 0x72, 0x65, 0x65])])],
  ['with a part of no size', Buffer.concat([aVideo(), Buffer.from([0, 0, 0, 2, 0x66, 0x72, 0x65, 0x65])])],
])('one that is %s is not kept', (_, bytes) => {
  expect(cleanedVideo(bytes)).toBeNull()
})

async function room() {
  const database = await openDatabase(tempFolder())
  const files = makePictures(tempFolder())
  const inspector = { inspect: async () => 'not-a-picture' as const }
  const keep = makeKeeping({
    pictures: files,
    inspector,
    holdings: makeHoldings(database),
    clock: new SettableClock(new Date('2026-06-10T12:00:00+08:00')),
  })
  return { keep, files, database }
}

test('it is kept as a picture is, where videos may come, and nowhere else', async () => {
  const { keep, files, database } = await room()
  expect(await keep(aVideo(), 'u1')).toMatchObject({ outcome: 'refused', reason: 'not-a-picture' })
  const kept = await keep(aVideo(), 'u1', { videos: true })
  const name = kept.outcome === 'kept' ? kept.picture.url.replace('/pictures/', '') : ''
  expect(name).toMatch(/^[0-9a-f]{40}\.mp4$/)
  expect(await files.find(name)).toMatchObject({ type: 'video/mp4' })
  expect(await database.db.selectFrom('picture').select(['name', 'holder']).execute()).toEqual([{ name, holder: 'u1' }])
  await database.close()
})

test('one that is too large is refused', async () => {
  const { keep, database } = await room()
  const large = aVideo({ body: Buffer.alloc(largestVideo) })
  expect(await keep(large, 'u1', { videos: true })).toMatchObject({ outcome: 'refused', reason: 'not-a-picture' })
  await database.close()
})

const flow = (videos: string) =>
  aFlow(
    'film',
    `
title: 交视频
starts: [交视频]
submits: { receipt: S, keepDays: 60 }
steps:
  - { id: films, type: picture, ask: 发过来, label: 视频, most: 2, collects: true${videos} }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: "{films}。" }
`,
  )
const film = (n: number) => ({ url: `/pictures/${n}.mp4`, alt: '', hash: `${n}` })

test('a step that asks for videos gathers them beside pictures', () => {
  const bot = flowTalk(fixtureKnowledge(), [flow(', videos: true')])
  bot.say('交视频')
  bot.say('', { videos: [film(1)] })
  expect(bot.say('', { images: 1 }).text).toBe('1 张、1 段视频。')
})

test('a step for pictures takes no video, and beside conversations it is said where videos go', () => {
  const { phrases } = fixtureKnowledge()
  const bot = flowTalk(fixtureKnowledge(), [flow('')])
  expect(bot.say('', { videos: [film(1)] }).text).toBe(phrases.videoOnly)
  bot.say('交视频')
  expect(bot.say('', { videos: [film(1)] }).text).toContain(phrases.flow.rejects['no-picture'])
})

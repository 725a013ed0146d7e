import { parentPort, workerData } from 'node:worker_threads'
import { readListed } from './listing.ts'
import type { ListJob } from './reader.ts'

const { bytes, words, facts } = workerData as ListJob
parentPort?.postMessage(readListed(bytes, words, facts))

/** What of people stands in a folder of the data folder, beside the database, and when it goes. */
export interface Folder {
  holds: string
  ends: string
}

/**
 * The folders that belong to no channel. A channel keeps what it must remember in a folder of its own name, and says so in its `Platform`.
 */
export const folders = {
  /** The content as it was read and checked, so that a start need not do it again; may be deleted at any time. */
  built: { holds: 'content files as they were read, nothing of people', ends: 'when other content is read' },
  /** What asking a model service came to on the school's list of questions; without it none is asked. */
  model: { holds: 'numbers of the last trial of a model service, nothing of people', ends: 'with the next trial' },
  /** Pictures that people sent, stripped of place and time; a picture goes within a day of its last use, see `store/picture-sweep.ts`. */
  pictures: { holds: 'pictures that people sent', ends: 'within a day of their last use' },
} as const satisfies Record<string, Folder>

/** Where the database of a data folder is. */
export const databaseIn = (data: string): string => `${data}/farewell.db`

/** Where a folder of the data folder is: one of `folders`, or a channel's. */
export const folderIn = (data: string, name: string): string => `${data}/${name}`

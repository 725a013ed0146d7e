/**
 * What of people stands in the data folder beside the database, and when it goes. A folder that is not here cannot be named: every reader asks
 * `folderIn`.
 */
export const folders = {
  /** Pictures that people sent, stripped of place and time; a picture goes within a day of its last use, see `store/picture-sweep.ts`. */
  pictures: { holds: 'pictures that people sent', ends: 'within a day of their last use' },
  /** Numbers of accounts that may be written to, and of groups that moved; an account goes when it closes its chat with the bot. */
  telegram: { holds: 'numbers of accounts and groups', ends: 'when the account closes its chat' },
  /** Addresses at which one message may still be answered. */
  wecom: { holds: 'addresses for one answer', ends: 'within an hour' },
  /** The login, names of groups, and messages that were received and not saved yet. */
  wechat: {
    holds: 'the login, names of groups, messages not saved yet',
    ends: 'at logout; messages when their turn is saved',
  },
} as const

export type FolderName = keyof typeof folders

/** Where a folder of the data folder is. */
export const folderIn = (data: string, name: FolderName): string => `${data}/${name}`

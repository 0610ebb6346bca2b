/** Words about the training file; part of the table in text.ts. */
export const exportText = {
  lead: 'The training examples of your sessions in one file, a JSON object a line, in OpenAI’s chat format with tools.',
  which: 'Which sessions',
  all: 'All finished sessions',
  chosen: 'Only the ones that I choose',
  choose: 'Sessions to export',
  size: (examples: string, bytes: string): string => `${examples}, ${bytes}`,
  button: 'Save training file (.jsonl)',
  busy: 'Collecting…',
  nothingSealed: 'There is nothing to export yet: examples are made when a session is finished.',
  nothingChosen: 'Choose at least one session.',
  nothingInside: 'The chosen sessions hold no examples.',
  saved: (examples: string): string => `${examples} saved.`,
} as const;

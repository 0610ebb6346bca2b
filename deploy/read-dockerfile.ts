/** One stage of a Dockerfile: its instructions in order, arguments as they stand there, continued lines joined. */
export type Stage = { from: string; name: string | undefined; steps: { instruction: string; words: string }[] };

/** The stages of a Dockerfile. Throws for what does not begin with one. */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  const lines = text.split('\n').filter((line) => !line.trim().startsWith('#'));
  for (const line of lines.join('\n').replaceAll('\\\n', ' ').split('\n')) {
    const [, instruction, words = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (instruction === undefined) continue;
    if (instruction === 'FROM') {
      const [, from = '', name] = /^(\S+)(?: AS (\S+))?$/.exec(words) ?? [];
      stages.push({ from, name, steps: [] });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw new Error(`${instruction} comes before the first FROM`);
      stage.steps.push({ instruction, words: words.replaceAll(/\s+/g, ' ') });
    }
  }
  return stages;
}

/** The words of all steps of this kind. */
export function stepsOf({ steps }: Stage, instruction: string): string[] {
  return steps.filter((step) => step.instruction === instruction).map(({ words }) => words);
}

/** The variables that a stage sets. */
export function variablesOf(stage: Stage): Record<string, string> {
  const pairs = stepsOf(stage, 'ENV').flatMap((words) => words.split(' '));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

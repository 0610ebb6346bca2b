import { z } from 'zod';

const textPart = z.strictObject({ type: z.literal('text'), text: z.string() });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: z.string(), detail: z.enum(['low', 'high', 'auto']).optional() }),
});

const functionCall = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  /** `arguments` is JSON in a string: OpenAI's form. */
  function: z.strictObject({ name: z.string().min(1), arguments: z.string() }),
});

export const chatMessage = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.string().min(1) }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string().min(1), z.array(z.union([textPart, imagePart])).min(1)]),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.string().nullable().optional(),
    /** 0 keeps the turn as context and out of the loss. */
    weight: z.union([z.literal(0), z.literal(1)]).optional(),
    tool_calls: z.array(functionCall).min(1).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: z.string().min(1), content: z.string() }),
]);
export type ChatMessage = z.infer<typeof chatMessage>;

export const tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string().min(1).max(64),
    description: z.string(),
    parameters: z.record(z.string(), z.unknown()),
  }),
});
export type Tool = z.infer<typeof tool>;

/** One line of `training.jsonl`: OpenAI's supervised chat format with tools. */
export const trainingExample = z.strictObject({
  messages: z.array(chatMessage).min(2),
  tools: z.array(tool).min(1),
  parallel_tool_calls: z.literal(false),
});
export type TrainingExample = z.infer<typeof trainingExample>;

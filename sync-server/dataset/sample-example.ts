import type { TrainingExample } from '../../shared/training/example.ts';

const target = { type: 'string', description: 'ref of the element in the snapshot' };

const tools: TrainingExample['tools'] = [
  {
    type: 'function',
    function: {
      name: 'browser_click',
      description: 'Clicks an element.',
      parameters: { type: 'object', properties: { target }, required: ['target'], additionalProperties: false },
    },
  },
  {
    type: 'function',
    function: {
      name: 'browser_type',
      description: 'Types into a field.',
      parameters: {
        type: 'object',
        properties: { target, text: { type: 'string' }, submit: { type: 'boolean' } },
        required: ['target', 'text', 'submit'],
        additionalProperties: false,
      },
    },
  },
];

/** A made-up example for tests: someone who looks for `product` clicks on it, or types its name into the search field. */
export function sampleExample({
  product,
  firstRef = 1,
  act = 'click',
}: {
  product: string;
  firstRef?: number;
  act?: 'click' | 'search';
}): TrainingExample {
  const user = [
    `Task: Put the ${product} into the cart.`,
    act === 'click' ? 'URL: https://shop.example/search?q=all' : 'URL: https://shop.example/',
    'Page snapshot:',
    `[e${firstRef}] searchbox 'Search the shop'`,
    `[e${firstRef + 1}] link 'Basket'`,
    `[e${firstRef + 2}] link '${product}'`,
    `[e${firstRef + 3}] link 'Help'`,
  ].join('\n');
  const call =
    act === 'click'
      ? { name: 'browser_click', arguments: JSON.stringify({ target: `e${firstRef + 2}` }) }
      : {
          name: 'browser_type',
          arguments: JSON.stringify({ target: `e${firstRef}`, text: product, submit: true }),
        };
  return {
    messages: [
      { role: 'system', content: 'You operate a shopping website. Call exactly one tool per turn.' },
      { role: 'user', content: user },
      { role: 'assistant', tool_calls: [{ id: 'call_1', type: 'function', function: call }], weight: 1 },
    ],
    tools,
    parallel_tool_calls: false,
  };
}

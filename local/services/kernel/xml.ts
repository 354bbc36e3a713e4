import { XmlNode, XmlText } from "@aws-sdk/xml-builder";

/** What an element holds: a text, elements by name (an array repeats the element), or nothing (left out). */
export type XmlContent = string | number | boolean | undefined | { [name: string]: XmlContent | XmlContent[] };

/** An XML document of one root element, escaped. */
export function xml(root: string, content: XmlContent, namespace?: string): string {
  const node = toNode(root, content);
  if (namespace !== undefined) {
    node.addAttribute("xmlns", namespace);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${node.toString()}`;
}

function toNode(name: string, content: XmlContent): XmlNode {
  if (typeof content !== "object") {
    return new XmlNode(name, content === undefined ? [] : [new XmlText(String(content))]);
  }
  const children = Object.entries(content).flatMap(([key, inner]) => {
    const repeated = Array.isArray(inner) ? inner : [inner];
    return repeated.filter((one) => one !== undefined).map((one) => toNode(key, one));
  });
  return new XmlNode(name, children);
}

//! Schemas that lead back to themselves.

use std::collections::HashSet;

use super::Reading;
use crate::notes::NoteKind;

impl Reading<'_> {
    /// References in a circle say nothing: a problem. A schema that is a part of itself by other ways never ends: noted.
    pub(super) fn check_circles(&mut self) {
        let references: Vec<Option<usize>> = self
            .schemas
            .iter()
            .map(|schema| Some(schema.reference.as_ref()?.target.0 as usize))
            .collect();
        let mut circles = HashSet::new();
        // 0: not seen; n: seen on the way that began at n - 1.
        let mut seen = vec![0; references.len()];
        for start in 0..references.len() {
            let mut next = Some(start);
            while let Some(index) = next {
                if seen[index] != 0 {
                    if seen[index] == start + 1 {
                        circles.insert(index);
                    }
                    break;
                }
                seen[index] = start + 1;
                next = references[index];
            }
        }
        let mut circles: Vec<_> = circles.into_iter().collect();
        circles.sort_unstable();
        for index in &circles {
            let node = self.schemas[*index]
                .node
                .map(|node| self.document.node(node));
            if let Some(reference) = node.and_then(|node| node.get("$ref")) {
                self.circle(reference);
            }
        }
        if circles.is_empty() {
            self.note_recursion();
        }
    }

    /// Notes each schema that holds for the very value that it is asked about once more.
    fn note_recursion(&mut self) {
        // What the schema of an index leads to stands from `first[index]` to `first[index + 1]`.
        let mut edges: Vec<usize> = Vec::new();
        let mut first = vec![0];
        for schema in &self.schemas {
            let single = [schema.not, schema.condition, schema.then, schema.otherwise];
            let lists = schema
                .all_of
                .iter()
                .chain(&schema.one_of)
                .chain(&schema.any_of);
            let dependent = schema.dependent_schemas.iter().map(|(_, id)| id);
            let all = lists
                .chain(dependent)
                .copied()
                .chain(single.into_iter().flatten());
            let reference = schema.reference.as_ref().map(|reference| reference.target);
            edges.extend(all.chain(reference).map(|id| id.0 as usize));
            first.push(edges.len());
        }
        // 0: not seen, 1: on the way, 2: done.
        let mut state = vec![0_u8; self.schemas.len()];
        let mut found = Vec::new();
        let mut way = Vec::new();
        for start in 0..state.len() {
            if state[start] != 0 {
                continue;
            }
            way.push((start, first[start]));
            state[start] = 1;
            while let Some((index, edge)) = way.last_mut() {
                if *edge == first[*index + 1] {
                    state[*index] = 2;
                    way.pop();
                    continue;
                }
                let next = edges[*edge];
                *edge += 1;
                match state[next] {
                    0 => {
                        state[next] = 1;
                        way.push((next, first[next]));
                    }
                    1 => found.push(next),
                    _ => {}
                }
            }
        }
        for index in found {
            if let Some(node) = self.schemas[index].node {
                let node = self.document.node(node);
                let words = "the schema is a part of itself, for the very same value";
                self.note(NoteKind::Recursive, node, words);
            }
        }
    }
}

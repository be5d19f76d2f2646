//! Unions, and whether `null` fits.

use bayar_contract::schema::{Schema as Stated, Type};
use bayar_contract::{Node, NodeId, SchemaId, Version};

use crate::contract::compiler::Compiler;
use crate::contract::origin::Origin;
use crate::contract::schema::{Schema, Union};

impl Compiler<'_> {
    pub(super) fn unions(&mut self, schema: &mut Schema, stated: &Stated, pointer: &str) {
        let has_both = !stated.one_of.is_empty() && !stated.any_of.is_empty();
        let discriminator = stated.discriminator.as_ref();
        if has_both {
            // With the discriminator goes the first, and with both its values.
            let mut also = Schema {
                origin: schema.origin.clone(),
                is_nullable: true,
                ..Schema::default()
            };
            also.union = Some(Box::new(self.union(&stated.any_of, false, pointer)));
            schema.more().also.push(also);
        }
        let is_exclusive = !stated.one_of.is_empty();
        let list = if is_exclusive {
            &stated.one_of
        } else {
            &stated.any_of
        };
        match (discriminator, list.is_empty(), stated.node) {
            (Some(discriminator), false, Some(_)) if !has_both => {
                let own = self.around.last().copied();
                let variants = own.map(|id| self.contract.variants(id)).unwrap_or_default();
                let is_complete = variants.iter().all(|variant| variant.value.is_some());
                let is_of_this = variants.len() >= list.len() && !variants.is_empty();
                if !is_of_this {
                    schema.union = Some(Box::new(self.union(list, is_exclusive, pointer)));
                    return;
                }
                let compiled = variants.into_iter().map(|variant| {
                    let compiled = self.child(variant.schema, pointer, Origin::default());
                    (variant.value.unwrap_or_default(), compiled)
                });
                schema.union = Some(Box::new(Union {
                    is_exclusive,
                    variants: compiled.collect(),
                    property: is_complete.then(|| discriminator.property.clone()),
                }));
            }
            (_, false, _) => {
                schema.union = Some(Box::new(self.union(list, is_exclusive, pointer)));
            }
            _ => {}
        }
    }

    fn union(&mut self, list: &[SchemaId], is_exclusive: bool, pointer: &str) -> Union {
        let variants = list.iter().map(|id| {
            let name = self.contract.component(*id).unwrap_or_default().to_owned();
            (name, self.child(*id, pointer, Origin::default()))
        });
        Union {
            is_exclusive,
            property: None,
            variants: variants.collect(),
        }
    }

    /// Whether `null` fits. `nullable` of OpenAPI 3.0, wherever it stands, adds it to what other schemas leave out, as people mean it.
    pub(super) fn allows_null(&self, id: SchemaId) -> bool {
        self.allows_null_within(id, &mut Vec::new())
    }

    /// What asks for itself allows nothing by that.
    fn allows_null_within(&self, id: SchemaId, around: &mut Vec<SchemaId>) -> bool {
        let contract = self.contract;
        let stated = contract.schema(id);
        if around.contains(&id) {
            return false;
        }
        if stated.boolean == Some(true) {
            return true;
        }
        around.push(id);
        let allows_null = self.allows_null_by(stated, around);
        around.pop();
        allows_null
    }

    fn allows_null_by(&self, stated: &Stated, around: &mut Vec<SchemaId>) -> bool {
        let contract = self.contract;
        let mut of = |id: &SchemaId| self.allows_null_within(*id, around);
        let is_nullable = |node| {
            contract
                .node(node)
                .get("nullable")
                .is_some_and(Node::is_true)
        };
        if contract.version == Version::V3_0 && stated.nullable
            || stated.node.is_some_and(is_nullable)
        {
            return true;
        }
        let is_null = |node: &NodeId| contract.node(*node).is_null();
        let is_said = stated.types.is_empty() || stated.types.contains(Type::Null);
        let target = stated.reference.as_ref().map(|reference| reference.target);
        is_said
            && stated.boolean != Some(false)
            && stated.constant.as_ref().is_none_or(is_null)
            && stated
                .values
                .as_ref()
                .is_none_or(|values| values.iter().any(is_null))
            && target.iter().all(&mut of)
            && stated.all_of.iter().all(&mut of)
            && (stated.one_of.is_empty() || stated.one_of.iter().any(&mut of))
            && (stated.any_of.is_empty() || stated.any_of.iter().any(&mut of))
    }
}

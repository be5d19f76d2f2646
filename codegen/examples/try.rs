fn main() {
    let x = std::fs::read_to_string("spec/xendit.yaml").unwrap();
    let f = std::fs::read_to_string("spec/finpay.yaml").unwrap();
    let t = std::time::Instant::now();
    match bayar_codegen::generate(&[
        bayar_codegen::Source {
            file: "xendit.yaml",
            text: &x,
            module: "crate::xendit",
        },
        bayar_codegen::Source {
            file: "finpay.yaml",
            text: &f,
            module: "crate::finpay",
        },
    ]) {
        Ok(g) => {
            for (g, n) in g.iter().zip(["xendit", "finpay"]) {
                std::fs::write(format!("/tmp/{n}.rs"), &g.rust).unwrap();
                for (p, t) in bayar_codegen::surface::surface(g) {
                    std::fs::write(format!("/tmp/{n}-{p}.surface"), t).unwrap();
                }
            }
        }
        Err(e) => println!("{e}"),
    }
    println!("{:?}", t.elapsed());
}

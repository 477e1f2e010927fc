//! An nginx before several nodes, configured as docs/OPERATE.md says.

use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use tempfile::TempDir;

/// How many times 20 ms it may take to start.
const PATIENCE: usize = 500;
/// Runs it until its input ends, as it does when this program ends, however it does.
const KEEPER: &str = r#""$@" >>"$0/log" 2>&1 & server=$!; read -r word; kill "$server"; wait "$server""#;
/// Beside what is documented: as any process, with its files in its own folder.
const FRAME: &str = "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log errors;\nevents {}\nhttp {\naccess_log off;\n\
    client_body_temp_path body;\nproxy_temp_path proxy;\nfastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n";

/// A proxy.
pub struct Nginx {
    folder: TempDir,
    keeper: Child,
}

impl Nginx {
    /// Before nodes at these addresses, which need not be there yet.
    pub fn before(address: SocketAddr, nodes: &[SocketAddr; 3]) -> Self {
        Self::serving(address, &configuration(address, nodes))
    }

    /// With this in its block `http`, which makes it listen at that address.
    pub fn serving(address: SocketAddr, http: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("nginx.conf"), format!("{FRAME}{http}\n}}\n")).unwrap();
        let mut keeper = Command::new("sh");
        keeper.arg("-c").arg(KEEPER).arg(folder.path()).arg(program()).arg("-p").arg(folder.path());
        keeper.args(["-e", "errors", "-c", "nginx.conf"]);
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(folder.path());
        let nginx = Self { keeper: keeper.spawn().unwrap(), folder };
        for _ in 0..PATIENCE {
            if TcpStream::connect(address).is_ok() {
                return nginx;
            }
            sleep(Duration::from_millis(20));
        }
        let told = ["log", "errors"].map(|name| fs::read_to_string(nginx.folder.path().join(name)).unwrap_or_default());
        panic!("nginx does not start:\n{}", told.concat());
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        self.keeper.wait().ok();
    }
}

/// Debian has it where only root looks.
fn program() -> &'static Path {
    let known = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].map(Path::new);
    let Some(found) = known.into_iter().find(|path| path.exists()) else {
        panic!("there is no nginx: install the package nginx, or run ./test")
    };
    found
}

/// So many addresses that were free a moment ago, and differ.
pub fn free_addresses<const MANY: usize>() -> [SocketAddr; MANY] {
    let taken: [TcpListener; MANY] = std::array::from_fn(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    taken.map(|listener| listener.local_addr().unwrap())
}

/// What is documented, with these addresses, without certificates.
fn configuration(address: SocketAddr, nodes: &[SocketAddr; 3]) -> String {
    let one = block(include_str!("../../README.md"), "server {");
    let several = block(include_str!("../../docs/OPERATE.md"), "upstream zef {");
    let (upstream, server) = several.split_once("server {\n").unwrap();
    let upstream = nodes.iter().zip(1..).fold(upstream.to_owned(), |text, (node, number)| {
        let documented = format!("10.0.0.1{number}:8080");
        assert!(text.contains(&documented), "{text}");
        text.replace(&documented, &node.to_string())
    });
    // What the documents say of each place goes together.
    let (location, more) = server.split_once("    }\n").unwrap();
    let (_, location) = location.split_once("location / {\n").unwrap();
    let one = one.lines().filter(|line| !line.contains("ssl_certificate") && !line.contains("proxy_pass"));
    let one = one.collect::<Vec<_>>().join("\n");
    let one = one.replace("listen 443 ssl;", &format!("listen {address};"));
    let one = one.replace("location / {", &format!("location / {{\n{location}"));
    let server = one.strip_suffix('}').unwrap();
    format!("{upstream}{server}{more}")
}

/// The example for nginx in a document that has these words.
fn block<'a>(document: &'a str, words: &str) -> &'a str {
    let blocks = document.split("```nginx\n").skip(1).map(|rest| rest.split("\n```").next().unwrap());
    blocks.into_iter().find(|block| block.contains(words)).unwrap()
}

//! An S3 server of the tests: its data in a folder of its own, its life that of the test program.

use std::{
    env, fs,
    io::Write as _,
    net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, sleep},
    time::Duration,
};

use object_store::{ObjectStoreExt as _, PutPayload, aws::AmazonS3Builder};
use tempfile::TempDir;
use url::Url;
use zef::archive::{S3Settings, S3Store};

/// The key of the tests and its secret.
pub const KEY: &str = "zef-key";
pub const SECRET: &str = "ajonc-et-lande-s3";
/// A key that may only read.
pub const READER: (&str, &str) = ("reader-key", "lesen-s3");
/// The bucket of the tests.
pub const BUCKET: &str = "zef-tests";
/// How many times 20 ms a server may take to start or to end.
const PATIENCE: usize = 3_000;
/// Runs a server until its input ends, as it does when this program ends, however it does.
const KEEPER: &str = r#""$@" >>"$0/log" 2>&1 & server=$!; echo "$server" >"$0/pid"; read -r word
    kill -9 "$server" 2>/dev/null; wait "$server"; [ "$word" = keep ] || rm -rf "$0""#;

/// The server of all tests that do not end theirs.
static SHARED: LazyLock<Place> = LazyLock::new(|| {
    let Ok(address) = env::var("ZEF_TEST_S3") else {
        let server = Box::leak(Box::new(Weed::start_new()));
        return server.place();
    };
    let Ok(url) = Url::parse(&address) else { panic!("ZEF_TEST_S3 is http://KEY:SECRET@HOST:PORT/BUCKET") };
    Place {
        address: url.socket_addrs(|| None).unwrap()[0],
        key: url.username().to_owned(),
        secret: url.password().unwrap_or_default().to_owned(),
        bucket: url.path().trim_matches('/').to_owned(),
    }
});
/// Numbers the prefixes.
static PREFIXES: AtomicUsize = AtomicUsize::new(0);

/// A bucket, and how to get to it.
#[derive(Clone)]
pub struct Place {
    pub address: SocketAddr,
    pub key: String,
    pub secret: String,
    pub bucket: String,
}

/// The shared server.
pub fn shared() -> &'static Place {
    &SHARED
}

/// A prefix that no test had before.
pub fn new_prefix() -> String {
    format!("t{}-{}", std::process::id(), PREFIXES.fetch_add(1, Ordering::Relaxed))
}

impl Place {
    /// The bucket by way of this address, below a prefix.
    pub fn settings(&self, by: SocketAddr, prefix: &str) -> S3Settings {
        S3Settings {
            endpoint: Some(format!("http://{by}")),
            bucket: self.bucket.clone(),
            region: "us-east-1".to_owned(),
            path_style: true,
            ca: None,
            prefix: prefix.to_owned(),
            key: self.key.clone(),
            secret: self.secret.clone(),
            cache_bytes: 0,
        }
    }
}

/// A `SeaweedFS`.
pub struct Weed {
    folder: TempDir,
    ports: [u16; 9],
    keeper: Mutex<Option<Child>>,
}

impl Weed {
    /// A server of its own, with the bucket of the tests.
    pub fn start_new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let identity = |name: &str, (key, secret): (&str, &str), actions: &str| {
            format!(
                r#"{{"name":"{name}","credentials":[{{"accessKey":"{key}","secretKey":"{secret}"}}],"actions":[{actions}]}}"#
            )
        };
        let zef = identity("zef", (KEY, SECRET), r#""Admin","Read","Write","List""#);
        let reader = identity("reader", READER, r#""Read","List""#);
        fs::write(folder.path().join("s3.json"), format!(r#"{{"identities":[{zef},{reader}]}}"#)).unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        let mut made = Command::new("openssl");
        made.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]);
        made.args([
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-keyout",
            "key.pem",
            "-out",
            "certificate.pem",
        ]);
        let made = made.current_dir(folder.path()).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        // All at once, so that they differ.
        let free: Vec<TcpListener> = (0..9).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
        let ports = std::array::from_fn(|i| free[i].local_addr().unwrap().port());
        drop(free);
        let weed = Self { folder, ports, keeper: Mutex::new(None) };
        weed.start();
        weed
    }

    /// Starts it, and waits until it takes what is sent.
    pub fn start(&self) {
        let folder = self.folder.path();
        let mut keeper = Command::new("sh");
        keeper.arg("-c").arg(KEEPER).arg(folder).arg(program()).arg("server");
        let [master, master_grpc, volume, volume_grpc, filer, filer_grpc, s3, s3_grpc, s3_safe] = self.ports;
        for (name, port) in [
            ("master.port", master),
            ("master.port.grpc", master_grpc),
            ("volume.port", volume),
            ("volume.port.grpc", volume_grpc),
            ("filer.port", filer),
            ("filer.port.grpc", filer_grpc),
            ("s3.port", s3),
            ("s3.port.grpc", s3_grpc),
            ("s3.port.https", s3_safe),
            ("s3.port.iceberg", 0),
            ("s3.port.lance", 0),
        ] {
            keeper.arg(format!("-{name}={port}"));
        }
        keeper.arg(format!("-dir={}", folder.join("data").display()));
        keeper.arg(format!("-s3.cert.file={}", folder.join("certificate.pem").display()));
        keeper.arg(format!("-s3.key.file={}", folder.join("key.pem").display()));
        keeper.arg(format!("-s3.config={}", folder.join("s3.json").display()));
        keeper.args([
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            "-filer",
            "-s3",
            "-s3.iam=false",
            "-master.telemetry=false",
        ]);
        keeper.args([
            "-s3.autoCreateBucket=false",
            "-volume.max=20",
            "-master.volumeSizeLimitMB=256",
            "-volume.minFreeSpace=1",
        ]);
        keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(folder);
        // Where it writes a log of its own.
        keeper.env("TMPDIR", folder);
        let keeper = keeper.spawn().unwrap();
        if let Some(mut earlier) = self.keeper.lock().unwrap().replace(keeper) {
            earlier.stdin.take().unwrap().write_all(b"keep\n").unwrap();
            earlier.wait().unwrap();
        }
        for _ in 0..PATIENCE {
            if self.takes_a_bucket() {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("the server does not start:\n{}", fs::read_to_string(folder.join("log")).unwrap_or_default());
    }

    /// Makes the bucket, which is there after the first start, and writes to it: a server that has just started may refuse to.
    fn takes_a_bucket(&self) -> bool {
        if TcpStream::connect(self.place().address).is_err() {
            return false;
        }
        let Place { address, key, secret, bucket } = self.place();
        let settings = self.place().settings(address, "started");
        // A bucket is made by a PUT of its own address: that of an object, where the bucket is in the host's name.
        let root = AmazonS3Builder::new().with_endpoint(format!("http://{address}")).with_allow_http(true);
        let root = root.with_virtual_hosted_style_request(true).with_bucket_name(&bucket);
        let root = root.with_access_key_id(key).with_secret_access_key(secret);
        on_a_thread(async move {
            drop(crate::actors::client());
            // It may be there.
            root.build().unwrap().put(&bucket.into(), PutPayload::default()).await.ok();
            S3Store::try_out(&settings).await.is_ok()
        })
    }

    /// kill -9.
    pub fn kill(&self) {
        let process = fs::read_to_string(self.folder.path().join("pid")).unwrap();
        Command::new("kill").args(["-9", process.trim()]).status().unwrap();
        for _ in 0..PATIENCE {
            if TcpStream::connect(self.place().address).is_err() {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("the server does not end");
    }

    /// Where it answers by TLS.
    pub fn safe_port(&self) -> u16 {
        self.ports[8]
    }

    /// The certificate that it shows there.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// The bucket of the tests on it.
    pub fn place(&self) -> Place {
        let address = ("127.0.0.1", self.ports[6]).to_socket_addrs().unwrap().next().unwrap();
        Place { address, key: KEY.to_owned(), secret: SECRET.to_owned(), bucket: BUCKET.to_owned() }
    }
}

impl Drop for Weed {
    fn drop(&mut self) {
        if let Some(mut keeper) = self.keeper.lock().unwrap().take() {
            drop(keeper.stdin.take());
            keeper.wait().ok();
        }
    }
}

/// Its program.
fn program() -> PathBuf {
    let named = env::var_os("ZEF_SEAWEEDFS").map(PathBuf::from);
    let on_path = || {
        let folders = env::var_os("PATH")?;
        env::split_paths(&folders).map(|folder| folder.join("weed")).find(|path| path.is_file())
    };
    let Some(program) = named.or_else(on_path).filter(|path| Path::is_file(path)) else {
        panic!(
            "there is no S3 server: run ./test s3, which gets one, or name the program `weed` of SeaweedFS by ZEF_SEAWEEDFS, or \
             another server by ZEF_TEST_S3=http://KEY:SECRET@HOST:PORT/BUCKET"
        )
    };
    program
}

/// Waits for this where no runtime may be waited for.
pub fn on_a_thread<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(work)
    });
    thread.join().unwrap()
}
